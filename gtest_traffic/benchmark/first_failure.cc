// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/benchmark/first_failure.h"

#include <fmt/format.h>

#include <cstdint>

namespace traffic::detail {

std::string first_failure(const Report& report) {
  if (report.failures.empty()) return {};
  std::uint64_t count = 0;
  for (const DistinctFailure& failure : report.failures) count += failure.count;
  const DistinctFailure& first = report.failures.front();
  const std::string text = fmt::format("{}:{}: {}", first.file, first.line, first.message);
  if (count == 1) return text;
  if (count == first.count) return fmt::format("{} failed checks, the first at {}", count, text);
  return fmt::format("{} failed checks, {} of them at {}", count, first.count, text);
}

}  // namespace traffic::detail
