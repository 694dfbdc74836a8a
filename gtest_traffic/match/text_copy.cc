// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/text_copy.h"

#include <cstddef>
#include <memory>
#include <utility>

namespace traffic::detail {
namespace {

constexpr std::size_t kKept = 16 * 1024;  // larger memory is freed

// The memory of the last copy. Empty while it is in use, so that a matcher may suspend its fiber.
// On the heap, because a module that is loaded at run time has little room for thread-local data.
std::string& spare() {
  static thread_local const auto text = std::make_unique<std::string>();
  return *text;
}

}  // namespace

TextCopy::TextCopy(std::string_view text) : text_(std::exchange(spare(), {})) {
  text_.assign(text);
}

TextCopy::~TextCopy() {
  if (text_.capacity() <= kKept) spare() = std::move(text_);
}

}  // namespace traffic::detail
