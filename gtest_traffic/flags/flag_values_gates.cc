// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "gtest_traffic/flags/flag_values.h"
#include "gtest_traffic/gate.h"
#include "gtest_traffic/units.h"

namespace traffic::detail::flag_values {

Result expect(Settings& settings, std::string_view value) {
  const auto gates = parse_gates(value);
  if (!gates) return gates.error();
  settings.expect = value;
  return {};
}

Result abort_after(Settings& settings, std::string_view value) {
  const auto delay = parse_duration(value);
  if (!delay) return delay.error();
  settings.abort_after = *delay;
  return {};
}

Result find_max_rate(Settings& settings, std::string_view value) {
  const auto dots = value.find("..");
  if (dots == std::string_view::npos) {
    return Error{
        fmt::format("invalid range '{}': expected LOW..HIGH, such as 50/s..5000/s", value)};
  }
  Settings low, high;
  if (auto error = rate(low, value.substr(0, dots))) return error;
  if (auto error = rate(high, value.substr(dots + 2))) return error;
  if (*low.rate > *high.rate) {
    return Error{fmt::format(
        "invalid range '{}': expected the lower rate first, such as 50/s..5000/s", value)};
  }
  settings.find_max_rate = RateRange{*low.rate, *high.rate};
  return {};
}

}  // namespace traffic::detail::flag_values
