// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"

namespace traffic {

// Collects what is wrong with an input, a line of text for each mistake, so that all are told at
// once.
class Mistakes {
 public:
  Mistakes() = default;

  // Has each line begin with where the input is from: a file's name.
  explicit Mistakes(std::string_view source) : source_(source) {}

  void add(std::string_view message) { add(0, message); }

  // Adds what stands in a line of the source; line 0 is the whole.
  void add(int line, std::string_view message) {
    if (!text_.empty()) text_ += '\n';
    text_ += source_;
    if (line > 0) text_ += ":" + std::to_string(line);
    if (!source_.empty()) text_ += ": ";
    text_ += message;
  }

  // Add what a check has found, if anything.
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

}  // namespace traffic
