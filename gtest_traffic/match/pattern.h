// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string_view>

#include "gtest_traffic/match/text_check.h"

namespace traffic::detail {

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

}  // namespace traffic::detail
