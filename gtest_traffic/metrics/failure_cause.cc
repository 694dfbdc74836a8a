// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/failure_cause.h"

#include <fmt/format.h>

#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {

std::string to_string(const FailureCause& cause) {
  std::string text;
  if (cause.failure != Failure::kNone) {
    text = fmt::format("no response ({})", to_string(cause.failure));
  } else if (cause.status != 0) {
    text = fmt::format("status {}", cause.status);
  }
  if (cause.said.empty()) return text;
  if (!text.empty()) text += ", ";
  return text + printable(redactor().redact(cause.said));
}

std::string cause_suffix(std::string_view cause) {
  return cause.empty() ? "" : ", " + printable(redactor().redact(cause));
}

}  // namespace traffic::detail
