// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "gtest_traffic/compare/formats.h"

namespace traffic::detail::compare {
namespace {

namespace json = boost::json;

// The numbers of one metric of k6.
using Numbers = std::map<std::string, double>;

// Counters and rates have a rate, gauges and exported rates have a value.
bool is_trend(const Numbers& numbers) {
  return numbers.count("rate") + numbers.count("value") == 0;
}

// Tells whether k6 took no sample: all times of a trend, or both counts of a rate, are zero.
bool has_no_sample(const Numbers& numbers) {
  if (numbers.empty()) return false;
  if (is_trend(numbers)) {
    return std::all_of(numbers.begin(), numbers.end(),
                       [](const auto& number) { return number.second == 0; });
  }
  const auto passes = numbers.find("passes"), fails = numbers.find("fails");
  return passes != numbers.end() && fails != numbers.end() && passes->second + fails->second == 0;
}

Expected<Numbers> numbers_of_k6(std::string_view name, const json::value& metric) {
  const json::object* members = metric.if_object();
  if (members == nullptr) return Error{fmt::format("metric '{}' is not an object", name)};
  // handleSummary() nests the figures, --summary-export does not.
  if (const auto* values = members->if_contains("values"); values && values->is_object())
    members = &values->get_object();
  Numbers out;
  for (const auto& member : *members) {
    const auto number = number_in(member.value());
    if (!number) continue;
    if (!std::isfinite(*number))
      return Error{fmt::format("metric '{}' has no finite {}", name, member.key())};
    out[member.key()] = *number;
  }
  return out;
}

// handleSummary() tells whether a trend measures times, --summary-export does not.
bool is_time_of_k6(const json::value& metric) {
  const std::string contains = text_at(metric.get_object(), "contains");
  return contains.empty() || contains == "time";
}

}  // namespace

Expected<RunResult> read_k6(const json::object& document) {
  RunResult out;
  for (const auto& metric : document.at("metrics").get_object()) {
    const std::string_view parent = parent_of(metric.key());
    if (parent == "vus" || parent == "vus_max") continue;
    const auto numbers = numbers_of_k6(metric.key(), metric.value());
    if (!numbers) return numbers.error();
    if (has_no_sample(*numbers)) {
      out.left_out.push_back(
          fmt::format("metric '{}' has no samples, or only zeros", metric.key()));
      continue;
    }
    const bool is_time = is_trend(*numbers) && is_time_of_k6(metric.value());
    for (const auto& [key, value] : *numbers) {
      // Counts grow with the duration, so only their rates are comparable.
      if (key == "count" || key == "passes" || key == "fails") continue;
      Figure& figure = out.figures[{metric.key(), key}];
      figure = is_time ? Figure{value, "ms"} : Figure{value, "", better({metric.key(), "value"})};
    }
  }
  return out;
}

}  // namespace traffic::detail::compare
