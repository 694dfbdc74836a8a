// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"

namespace traffic {

// Searches texts for a pattern of ECMA-262 (with its `u` flag), within bounds: a search takes no
// stack to speak of, at most 1 MiB of memory and a few milliseconds, whatever the pattern. Copies
// share the compiled pattern; threads may share one.
class Regex {
 public:
  enum class Answer { kNo, kYes, kTooCostly };

  // Refuses what ECMA-262 has no meaning for, and says at which byte.
  static Expected<Regex> compile(std::string_view pattern);

  // Tells whether the pattern occurs in the text. Takes no memory once this thread has searched.
  Answer search(std::string_view text) const;

 private:
  explicit Regex(std::shared_ptr<const void> code) : code_(std::move(code)) {}
  std::shared_ptr<const void> code_;
};

// Rewrites a pattern of ECMA-262 as PCRE2 reads it: `\s`, `.`, `\v`, `\p{Letter}` mean other things
// there, and PCRE2 has syntax of its own, which is refused.
Expected<std::string> pcre_of_ecma(std::string_view pattern);

}  // namespace traffic
