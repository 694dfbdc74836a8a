// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/mismatch.h"

#include <fmt/format.h>

#include <ostream>
#include <sstream>
#include <utility>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"

namespace traffic::detail {
namespace {

// Stores the texts that the outermost matcher gave to GoogleTest, to recognize them in a message.
struct MatcherNote {
  std::optional<std::string> description;
  bool negated = false;
  std::string explanation;
  Mismatch mismatch;
};

MatcherNote& matcher_note() {
  return per_thread([] { return MatcherNote(); });
}

// Removes a prefix. Returns false if the text does not start with it.
bool skip(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Returns the user's comment if GoogleTest made the message from this note.
std::optional<std::string_view> comment_in(std::string_view message, const MatcherNote& note) {
  constexpr std::string_view kExpected = "\nExpected: ";
  constexpr std::string_view kType = " (of type traffic::Response)";
  // Checks of YAML profiles do not use EXPECT_THAT, so their messages start with `Failed`.
  skip(message, "Failed\n");
  const std::size_t expected = message.find(kExpected);
  if (!note.description || !message.starts_with("Value of: ") ||
      expected == std::string_view::npos) {
    return std::nullopt;
  }
  message.remove_prefix(expected + kExpected.size());
  if (!skip(message, *note.description) || !skip(message, "\n  Actual: ")) return std::nullopt;
  const std::size_t type = message.find(kType);
  if (type == std::string_view::npos) return std::nullopt;
  message.remove_prefix(type + kType.size());
  if (!note.explanation.empty() && (!skip(message, ", ") || !skip(message, note.explanation))) {
    return std::nullopt;
  }
  return trim(message);
}

}  // namespace

std::string summary_of(const Mismatch& mismatch) {
  return mismatch.actual.empty()
             ? fmt::format("expected {}, but it matched", mismatch.expected)
             : fmt::format("expected {}, got {}", mismatch.expected, mismatch.actual);
}

void add_actual(Mismatch& mismatch, std::string_view actual) {
  std::string& all = mismatch.actual;
  if (all.find(actual) != std::string::npos) return;
  if (!all.empty()) all += ", and ";
  all += actual;
}

void write_mismatch(const Mismatch& mismatch, std::ostream& out) {
  if (!mismatch.actual.empty()) out << "got " << mismatch.actual;
  for (const std::string& line : mismatch.details) out << "\n    " << line;
}

void note_description(std::string description, bool negated) {
  MatcherNote& note = matcher_note();
  note.description = std::move(description);
  note.negated = negated;
  note.explanation.clear();
  note.mismatch = {};
}

const std::string& note_mismatch(Mismatch mismatch, std::string_view description) {
  MatcherNote& note = matcher_note();
  std::ostringstream explanation;
  if (mismatch.expected != description) explanation << "expected " << mismatch.expected << ", ";
  write_mismatch(mismatch, explanation);
  note.explanation = printable_lines(explanation.str());
  note.mismatch = std::move(mismatch);
  if (note.negated) note.mismatch.expected = note.description.value_or("");
  return note.explanation;
}

std::optional<Mismatch> take_mismatch(std::string_view assertion_message) {
  MatcherNote& note = matcher_note();
  const MismatchCause cause = std::exchange(mismatch_cause(), {});
  std::optional<Mismatch> result;
  if (const auto comment = comment_in(assertion_message, note)) {
    result = std::move(note.mismatch);
    result->cause = cause;
    result->comment = *comment;
  }
  note.description.reset();
  return result;
}

}  // namespace traffic::detail
