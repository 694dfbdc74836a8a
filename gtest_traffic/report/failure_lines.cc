// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/failure_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/condense.h"
#include "gtest_traffic/metrics/failure_cause.h"
#include "gtest_traffic/report/console/cells.h"
#include "gtest_traffic/report/figures.h"

namespace traffic::detail {
namespace {

std::string place(const DistinctFailure& failure) {
  std::string text = printable(failure.journey);
  if (!failure.step.empty()) text += ", " + printable(failure.step);
  if (!failure.file.empty()) {
    const auto slash = failure.file.find_last_of('/');
    const auto name = slash == std::string::npos ? failure.file : failure.file.substr(slash + 1);
    text += fmt::format(" ({}:{})", printable(name), failure.line);
  }
  return text;
}

// The text of a check can contain a secret, because EXPECT_EQ prints the values that it compares.
std::string said(const DistinctFailure& failure) {
  return printable(condense(redactor().redact(failure.message)));
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
    lines.push_back(clip(fmt::format("{}  {}{}", pad_left(times, 10), place(*ordered[i]),
                                     cause_suffix(ordered[i]->cause)),
                         columns));
    lines.push_back(clip(std::string(12, ' ') + said(*ordered[i]), columns));
  }
  if (ordered.size() > limit) {
    lines.push_back(fmt::format("{}and {}", std::string(12, ' '),
                                counted(ordered.size() - limit, "more distinct failure")));
  }
  return lines;
}

}  // namespace traffic::detail
