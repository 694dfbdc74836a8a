// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/mix.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "gtest_traffic/base/text.h"

namespace traffic {
namespace {

constexpr double kOwnWeight = -1;

bool parse_number(std::string_view text, double& number) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

}  // namespace

Expected<Mix> Mix::of(const std::vector<MixEntry>& entries) {
  Mix mix;
  std::string mistakes;
  const auto complain = [&](const std::string& text) {
    mistakes += (mistakes.empty() ? "" : "\n") + text;
  };
  for (const MixEntry& entry : entries) {
    const bool own = entry.weight == kOwnWeight;
    if (!own && (!std::isfinite(entry.weight) || entry.weight < 0)) {
      complain(fmt::format("the weight of '{}' is {}; it must be zero or more", entry.journey,
                           entry.weight));
      continue;
    }
    bool found = false;
    for (const Journey* journey : traffic::journeys()) {
      if (!matches_wildcard(entry.journey, journey->full_name)) continue;
      found = true;
      const double weight = own ? journey->options.weight : entry.weight;
      if (weight > 0) mix.add(*journey, weight);
    }
    if (!found) {
      complain(fmt::format("no journey is called '{}'{}", entry.journey,
                           did_you_mean(entry.journey, journey_names())));
    }
  }
  if (!mistakes.empty()) return Error{mistakes};
  if (mix.journeys_.empty()) return Error{"the mix has no journey with a weight above zero"};
  return mix;
}

Expected<Mix> Mix::parse(std::string_view text) {
  if (trim(text).empty()) return of({{"*", kOwnWeight}});
  std::vector<MixEntry> entries;
  for (const std::string_view part : split(text, ',')) {
    const std::size_t equals = part.find('=');
    MixEntry entry{std::string(trim(part.substr(0, equals))), kOwnWeight};
    if (equals != std::string_view::npos &&
        (!parse_number(trim(part.substr(equals + 1)), entry.weight) || entry.weight < 0)) {
      return Error{fmt::format("the weight in '{}' must be a number of zero or more", part)};
    }
    if (equals == std::string_view::npos && entry.journey.find_first_of("*?") == std::string::npos)
      entry.weight = 1;
    entries.push_back(std::move(entry));
  }
  return of(entries);
}

std::vector<std::string> Mix::names() const {
  std::vector<std::string> names;
  for (const Journey* journey : journeys_) names.push_back(journey->full_name);
  return names;
}

void Mix::Urn::add(std::size_t journey, double weight) {
  journeys.push_back(journey);
  up_to.push_back((up_to.empty() ? 0 : up_to.back()) + weight);
}

void Mix::add(const Journey& journey, double weight) {
  const auto same = std::find_if(journeys_.begin(), journeys_.end(),
                                 [&](const Journey* other) { return other->user == journey.user; });
  const std::size_t user_class =
      same == journeys_.end() ? by_class_.size()
                              : class_of_[static_cast<std::size_t>(same - journeys_.begin())];
  by_class_.resize(std::max(by_class_.size(), user_class + 1));
  all_.add(journeys_.size(), weight);
  by_class_[user_class].add(journeys_.size(), weight);
  class_of_.push_back(user_class);
  journeys_.push_back(&journey);
}

std::size_t Mix::draw(const Urn& urn, Random& random) {
  if (urn.journeys.size() == 1) return urn.journeys.front();
  const double at = random.uniform() * urn.up_to.back();
  const auto found = std::upper_bound(urn.up_to.begin(), urn.up_to.end(), at);
  const auto index = static_cast<std::size_t>(found - urn.up_to.begin());
  return urn.journeys[std::min(index, urn.journeys.size() - 1)];
}

}  // namespace traffic
