// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic::detail {

// Copies a text into a std::string, because the string matchers of GoogleMock need one. Reuses the
// memory of an earlier copy of this thread.
class TextCopy {
 public:
  explicit TextCopy(std::string_view text);
  ~TextCopy();
  TextCopy(const TextCopy&) = delete;
  TextCopy& operator=(const TextCopy&) = delete;

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace traffic::detail
