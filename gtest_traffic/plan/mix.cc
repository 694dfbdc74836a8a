// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/mix.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/plan/iterations.h"

namespace traffic::detail {
namespace {

constexpr double kOwnWeight = -1;

// An entry is a name with wildcards, or `@` and a tag.
bool is_tag(std::string_view entry) { return entry.starts_with('@'); }

bool takes(std::string_view entry, const Journey& journey) {
  if (!is_tag(entry)) return matches_wildcard(entry, journey.full_name);
  const auto& tags = journey.options.tags;
  return std::find(tags.begin(), tags.end(), entry.substr(1)) != tags.end();
}

Error unknown_journey(std::string_view entry) {
  if (!is_tag(entry)) {
    return {
        fmt::format("no journey is called '{}'{}", entry, did_you_mean(entry, journey_names()))};
  }
  std::vector<std::string> tags;
  for (const Journey* const journey : journeys()) {
    for (const std::string& tag : journey->options.tags) tags.push_back("@" + tag);
  }
  return {fmt::format("no journey has the tag '{}'{}", entry.substr(1), did_you_mean(entry, tags))};
}

Expected<std::vector<MixEntry>> parse_entries(std::string_view text) {
  std::vector<MixEntry> entries;
  if (trim(text).empty()) return std::vector<MixEntry>{{"*", kOwnWeight}};
  for (const std::string_view part : split(text, ',')) {
    const std::size_t equals = part.find('=');
    MixEntry entry{std::string(trim(part.substr(0, equals))), kOwnWeight};
    if (equals != std::string_view::npos) {
      entry.weight = parse_number<double>(trim(part.substr(equals + 1))).value_or(-1);
      if (entry.weight < 0)
        return Error{fmt::format("the weight in '{}' must be a number of zero or more", part)};
    }
    const bool takes_several =
        is_tag(entry.journey) || entry.journey.find_first_of("*?") != std::string::npos;
    if (equals == std::string_view::npos && !takes_several) entry.weight = 1;
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

Expected<Mix> Mix::of(const std::vector<MixEntry>& entries) {
  Mix mix;
  Mistakes mistakes;
  for (const MixEntry& entry : entries) {
    const bool own = entry.weight == kOwnWeight;
    if (!own && (!std::isfinite(entry.weight) || entry.weight < 0)) {
      mistakes.add(fmt::format("the weight of '{}' is {}; it must be zero or more", entry.journey,
                               entry.weight));
      continue;
    }
    bool found = false;
    for (const Journey* journey : traffic::detail::journeys()) {
      if (!takes(entry.journey, *journey)) continue;
      found = true;
      const double weight = own ? journey->options.weight : entry.weight;
      if (weight > 0) mix.add(*journey, weight);
    }
    if (!found) mistakes.add(unknown_journey(entry.journey).message);
  }
  if (!mistakes.empty()) return mistakes.error();
  if (mix.journeys_.empty()) return Error{"the mix has no journey with a weight above zero"};
  return mix;
}

Expected<Mix> Mix::parse(std::string_view text) {
  const auto entries = parse_entries(text);
  return entries ? of(*entries) : Expected<Mix>(entries.error());
}

Expected<std::vector<const Journey*>> select_journeys(std::string_view text) {
  const auto entries = parse_entries(text);
  if (!entries) return entries.error();
  std::vector<const Journey*> selected;
  Mistakes mistakes;
  for (const MixEntry& entry : *entries) {
    const std::size_t before = selected.size();
    std::copy_if(journeys().begin(), journeys().end(), std::back_inserter(selected),
                 [&](const Journey* journey) { return takes(entry.journey, *journey); });
    if (selected.size() == before) mistakes.add(unknown_journey(entry.journey).message);
  }
  if (!mistakes.empty()) return mistakes.error();
  return selected;
}

std::optional<Error> Mix::weigh(const std::vector<UserClass>& classes) {
  std::vector<std::string> users;  // by journey, because an alias gives a class a second name
  for (const Journey* journey : journeys_) users.push_back(journey->user);
  std::vector<double> weights(by_class_.size(), 1);
  std::vector<bool> named(by_class_.size(), false);
  exactly_.assign(by_class_.size(), std::nullopt);
  Mistakes mistakes;
  for (const UserClass& one : classes) {
    const auto known = std::find(users.begin(), users.end(), one.user);
    if (known == users.end()) {
      mistakes.add(fmt::format("no journey of the mix is of a user class '{}'{}", one.user,
                               did_you_mean(one.user, users)));
      continue;
    }
    if (!std::isfinite(one.weight) || one.weight < 0) {
      mistakes.add(fmt::format("the weight of the user class '{}' is {}; it must be zero or more",
                               one.user, one.weight));
    }
    const std::size_t c = class_of_[static_cast<std::size_t>(known - users.begin())];
    if (named[c]) mistakes.add(fmt::format("the user class '{}' is named twice", one.user));
    named[c] = true;
    weights[c] = one.weight;
    exactly_[c] = one.exactly;
  }
  if (!mistakes.empty()) return mistakes.error();
  all_ = {};
  for (std::size_t c = 0; c < by_class_.size(); ++c) {
    if (exactly_[c] || weights[c] == 0) continue;
    const Urn& urn = by_class_[c];
    for (std::size_t i = 0; i < urn.journeys.size(); ++i) {
      const double own = urn.up_to[i] - (i == 0 ? 0 : urn.up_to[i - 1]);
      all_.add(urn.journeys[i], own * weights[c] / urn.up_to.back());
    }
  }
  if (all_.journeys.empty()) {
    return Error{"one user class must have a weight above zero: it takes the users that are left"};
  }
  return std::nullopt;
}

std::optional<std::size_t> Mix::exactly(std::size_t user_class, unsigned worker,
                                        unsigned workers) const {
  if (exactly_.empty() || !exactly_[user_class]) return std::nullopt;
  std::vector<std::size_t> counts;
  for (const auto& count : exactly_) counts.push_back(count.value_or(0));
  return shares_of(counts, worker, workers)[user_class];
}

std::size_t Mix::exactly_in_all() const {
  std::size_t sum = 0;
  for (const auto& count : exactly_) sum += count.value_or(0);
  return sum;
}

std::optional<std::size_t> Mix::find_user_class(std::string_view name) const {
  for (std::size_t i = 0; i < journeys_.size(); ++i) {
    if (journeys_[i]->user == name) return class_of_[i];
  }
  return std::nullopt;
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
  const auto same = std::find_if(journeys_.begin(), journeys_.end(), [&](const Journey* other) {
    return *other->user_type == *journey.user_type;
  });
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

}  // namespace traffic::detail
