// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/document_limits.h"

#include <fmt/format.h>

namespace traffic::detail {

void check_bytes(std::string_view text, const DocumentLimits& limits, Mistakes& mistakes) {
  if (text.size() <= limits.bytes) return;
  mistakes.add(fmt::format("the document is too large: expected at most {} bytes, got {}",
                           limits.bytes, text.size()));
}

std::string too_deep(const DocumentLimits& limits) {
  return fmt::format("the document is nested too deeply: expected at most {} levels", limits.depth);
}

std::string too_many(const DocumentLimits& limits) {
  return fmt::format(
      "the document is too large: expected at most {} values, where each use of an alias counts",
      limits.values);
}

}  // namespace traffic::detail
