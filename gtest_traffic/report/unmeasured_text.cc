// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/unmeasured_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/report/figures.h"

namespace traffic::detail {

std::string unmeasured_text(const Report& report) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view where, std::uint64_t sent, std::uint64_t errors) {
    if (sent == 0) return;
    parts.push_back(fmt::format("{} {}", group_digits(sent), where));
    if (errors != 0) parts.back() += fmt::format(" ({})", counted(errors, "error"));
  };
  const auto& [warm_up, after_end, clean_up, stopped] = report.unmeasured;
  add("in the warm-up", warm_up.sent, warm_up.errors);
  add("after the end", after_end.sent, after_end.errors);
  add("of user set-up", report.set_up.sent(), report.set_up.errors);
  add("of clean-up", clean_up.sent, clean_up.errors);
  add("cut off by the end", stopped.sent, 0);
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace traffic::detail
