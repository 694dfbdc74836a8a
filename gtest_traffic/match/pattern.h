// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string_view>

#include "gtest_traffic/match/text_check.h"

namespace traffic {

// Tests a text against a regular expression.
class PatternTest {
 public:
  enum class Part : std::uint8_t { kWhole, kAny };

  PatternTest(std::string_view expression, Part part);
  bool accepts(std::string_view text) const;
  void describe(std::ostream* out) const;
  void explain(std::string_view text, std::ostream* out) const;

 private:
  struct Compiled;
  static std::shared_ptr<const Compiled> compiled(std::string_view expression, Part part);

  std::shared_ptr<const Compiled> compiled_;
  Part part_;
};

// Match a text, as a whole or in part, against a regular expression. The syntax is that of
// JavaScript and JSON Schema (ECMA-262 with Unicode). Each thread compiles an expression once. A
// search that takes too long does not match, and the explanation reports it.
inline TextCheck<PatternTest> MatchesPattern(std::string_view expression) {
  return TextCheck<PatternTest>(std::in_place, expression, PatternTest::Part::kWhole);
}
inline TextCheck<PatternTest> ContainsPattern(std::string_view expression) {
  return TextCheck<PatternTest>(std::in_place, expression, PatternTest::Part::kAny);
}

}  // namespace traffic
