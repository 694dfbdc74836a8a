// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// Searches texts for a pattern of ECMA-262 (with its `u` flag). Regardless of the pattern, a search
// takes little stack, at most 1 MiB of memory and a few milliseconds. Copies share the compiled
// pattern. Thread-safe.
class Regex {
 public:
  enum class Answer { kNo, kYes, kTooCostly };

  // Compiles a pattern. For a pattern that ECMA-262 does not allow, returns an error with the byte
  // position.
  static Expected<Regex> compile(std::string_view pattern);

  // Tells whether the pattern occurs in the text. Allocates only for the first search of a thread.
  Answer search(std::string_view text) const;

 private:
  explicit Regex(std::shared_ptr<const void> code) : code_(std::move(code)) {}
  std::shared_ptr<const void> code_;
};

// Translates a pattern of ECMA-262 to the syntax of PCRE2, where `\s`, `.`, `\v` and `\p{Letter}`
// have other meanings. Returns an error for syntax that only PCRE2 knows.
Expected<std::string> pcre_of_ecma(std::string_view pattern);

}  // namespace traffic::detail
