// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// Collects the mistakes in an input, one line of text for each, so that all are reported at once.
class Mistakes {
 public:
  Mistakes() = default;

  // Starts each line with the source of the input, such as the name of a file.
  explicit Mistakes(std::string_view source) : source_(source) {}

  void add(std::string_view message) { add(0, message); }

  // Adds a mistake in the given line of the source. Line 0 means the source as a whole.
  void add(int line, std::string_view message) {
    if (!text_.empty()) text_ += '\n';
    text_ += source_;
    if (line > 0) text_ += ":" + std::to_string(line);
    if (!source_.empty()) text_ += ": ";
    text_ += message;
  }

  // Adds the errors that a check returned, if any.
  void add(const std::optional<Error>& found) {
    if (found) add(found->message);
  }
  void add(const std::vector<Error>& found) {
    for (const Error& error : found) add(error.message);
  }

  bool empty() const { return text_.empty(); }
  Error error() const { return {text_}; }

 private:
  std::string source_;
  std::string text_;
};

}  // namespace traffic::detail
