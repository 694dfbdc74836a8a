// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"

namespace traffic {

// Collects what is wrong with a file, a line of text for each mistake.
class Mistakes {
 public:
  explicit Mistakes(std::string_view source) : source_(source) {}

  // Line 0 is the whole file.
  void add(int line, std::string_view message) {
    if (!text_.empty()) text_ += '\n';
    text_ += source_ + (line > 0 ? ":" + std::to_string(line) : "") + ": ";
    text_ += message;
  }
  bool empty() const { return text_.empty(); }
  Error error() const { return {text_}; }

 private:
  std::string source_;
  std::string text_;
};

}  // namespace traffic
