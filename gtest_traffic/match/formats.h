// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string_view>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/match/text_check.h"
#include "gtest_traffic/timestamp.h"

namespace traffic::detail {

// Checks whether a text has a fixed format.
class FormatTest {
 public:
  using Accepts = bool (*)(std::string_view text);

  constexpr FormatTest(Accepts test, const char* name) : accepts_(test), name_(name) {}
  bool accepts(std::string_view text) const { return accepts_(text); }
  void describe(std::ostream* out) const;
  void explain(std::string_view, std::ostream*) const {}

 private:
  Accepts accepts_;
  const char* name_;
};

// Checks whether a time lies within a tolerance of another time.
class WithinTest {
 public:
  WithinTest(Duration tolerance, WallTime of) : tolerance_(tolerance), of_(of) {}
  bool accepts(std::string_view text) const;
  void describe(std::ostream* out) const;
  void explain(std::string_view text, std::ostream* out) const;

 private:
  Duration tolerance_;
  WallTime of_;
};

}  // namespace traffic::detail
