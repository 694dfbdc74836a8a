// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/failure_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/headline.h"
#include "gtest_traffic/metrics/failure_cause.h"
#include "gtest_traffic/report/console/cells.h"
#include "gtest_traffic/report/figures.h"

namespace traffic::detail {
namespace {

// Returns the line of the check and the cause: `shop.cc:16, status 401`.
std::string place_and_cause(const DistinctFailure& failure) {
  const std::string cause = cause_suffix(failure.cause);
  if (failure.file.empty()) return cause.empty() ? cause : cause.substr(2);
  const auto name = failure.file.substr(failure.file.find_last_of('/') + 1);
  return fmt::format("{}:{}{}", printable(name), failure.line, cause);
}

}  // namespace

std::vector<std::string> failure_lines(const Report& report, std::size_t limit,
                                       std::size_t columns) {
  std::vector<const DistinctFailure*> ordered;
  for (const auto& failure : report.failures) ordered.push_back(&failure);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto* a, const auto* b) { return a->count > b->count; });
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < std::min(limit, ordered.size()); ++i) {
    const auto times = group_digits(ordered[i]->count) + " ×";
    // The headline is never cut, so that a search for it finds it in every output.
    lines.push_back(fmt::format("{}  {}", pad_left(times, 10), headline(*ordered[i])));
    const std::string place = place_and_cause(*ordered[i]);
    if (!place.empty()) lines.push_back(clip(std::string(12, ' ') + place, columns));
  }
  if (ordered.size() > limit) {
    lines.push_back(fmt::format("{}and {}", std::string(12, ' '),
                                counted(ordered.size() - limit, "more distinct failure")));
  }
  return lines;
}

}  // namespace traffic::detail
