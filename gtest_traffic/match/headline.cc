// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/headline.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/condense.h"

namespace traffic::detail {

std::string headline(std::string_view journey, std::string_view step, std::string_view summary) {
  std::string line(journey);
  if (!step.empty()) line += fmt::format(", step '{}'", step);
  if (!line.empty()) line += ": ";
  return printable(redactor().redact(line.append(summary)));
}

std::string headline(const DistinctFailure& failure) {
  return headline(failure.journey, failure.step, condense(failure.message).summary);
}

std::string headline(std::string_view assertion_message) {
  constexpr std::string_view kFailed = "Failed\n";
  if (!assertion_message.starts_with(kFailed)) {
    return headline({}, {}, condense(assertion_message).summary);
  }
  assertion_message.remove_prefix(kFailed.size());
  return headline({}, {}, assertion_message.substr(0, assertion_message.find('\n')));
}

std::string first_example(const DistinctFailure& failure, std::string_view count) {
  const std::string line = headline(failure);
  std::string text = fmt::format("{}\n{}\n", line, count);
  std::string_view rest = failure.examples.empty() ? std::string_view(failure.message)
                                                   : std::string_view(failure.examples.front());
  // The headline already contains the first line.
  const std::string_view first = rest.substr(0, rest.find('\n'));
  if (line.ends_with(first)) rest.remove_prefix(std::min(first.size() + 1, rest.size()));
  return printable_lines(text.append(rest));
}

}  // namespace traffic::detail
