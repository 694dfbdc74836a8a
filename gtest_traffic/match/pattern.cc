// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/pattern.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>
#include <map>
#include <ostream>
#include <string>
#include <utility>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/json/regex.h"

namespace traffic::detail {

struct PatternTest::Compiled {
  std::string expression;
  Expected<Regex> regex;
};

// Limits the cache, because a test can build any number of expressions at run time.
std::shared_ptr<const PatternTest::Compiled> PatternTest::compiled(std::string_view expression,
                                                                   Part part) {
  constexpr std::size_t kMostPatterns = 256;
  using Known = std::map<std::string, std::shared_ptr<const Compiled>, std::less<>>;
  Known& of_part = per_thread([] { return std::array<Known, 2>(); })[part == Part::kWhole ? 1 : 0];
  if (const auto found = of_part.find(expression); found != of_part.end()) return found->second;
  if (of_part.size() >= kMostPatterns) of_part.clear();
  std::string text(expression);
  // Compile the expression unchanged first, so that errors refer to the expression as written.
  auto regex = Regex::compile(text);
  if (regex && part == Part::kWhole) regex = Regex::compile(fmt::format("^(?:{})$", text));
  const auto made = std::make_shared<const Compiled>(Compiled{text, std::move(regex)});
  return of_part.emplace(std::move(text), made).first->second;
}

PatternTest::PatternTest(std::string_view expression, Part part)
    : compiled_(compiled(expression, part)), part_(part) {}

bool PatternTest::accepts(std::string_view text) const {
  return compiled_->regex && compiled_->regex->search(text) == Regex::Answer::kYes;
}

void PatternTest::describe(std::ostream* out) const {
  *out << (part_ == Part::kWhole ? "a match of " : "a text with a match of ")
       << testing::PrintToString(compiled_->expression);
}

void PatternTest::explain(std::string_view text, std::ostream* out) const {
  if (!compiled_->regex) {
    *out << "but " << compiled_->regex.error().message;
  } else if (compiled_->regex->search(text) == Regex::Answer::kTooCostly) {
    *out << "whose search reached the step limit; simplify the pattern";
  }
}

}  // namespace traffic::detail
