// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace traffic::detail {

// Identifies the part of a matcher that refused a response. Matchers write it even when texts are
// left out, because it distinguishes the causes of failures at the same line.
struct MismatchCause {
  enum class Reason : std::uint8_t { kUnknown, kNotJson, kMissing, kOtherValue };

  unsigned part = 0;  // index in AllOf, from 1; 0: not in AllOf, or the status identifies it
  Reason reason = Reason::kUnknown;
};

// Holds the reason why one of this library's matchers refused a response.
struct Mismatch {
  std::string expected = {};              // completes `expected …`: `status 201`
  std::string actual = {};                // completes `got …`: `503`; empty: no more is known
  std::vector<std::string> details = {};  // further lines, such as differences in JSON
  MismatchCause cause = {};
  std::string comment = {};  // text that the user streamed into the assertion
};

// Returns the cause of the latest refusal on this thread.
inline MismatchCause& mismatch_cause() {
  thread_local MismatchCause cause;
  return cause;
}

// Returns one line for a mismatch: `expected status 201, got 503`.
std::string summary_of(const Mismatch& mismatch);

// Adds an actual value to a mismatch that may have others, unless it is already there.
void add_actual(Mismatch& mismatch, std::string_view actual);

// Writes `got 503` and the details, for GoogleTest's text.
void write_mismatch(const Mismatch& mismatch, std::ostream& out);

// Record the texts that a matcher gives to GoogleTest. The outermost matcher of an assertion writes
// last. If texts are left out, the description is empty. A negated description comes from Not().
void note_description(std::string description, bool negated);

// Returns the explanation for GoogleTest: `got 503`. If only a part of the matcher refused,
// `description` contains more than that part. The explanation is then `expected status 201, got
// 503`.
const std::string& note_mismatch(Mismatch mismatch, std::string_view description);

// Returns the mismatch behind a failed assertion, or nothing if the assertion's matcher is not one
// of this library's. Forgets the recorded texts.
std::optional<Mismatch> take_mismatch(std::string_view assertion_message);

}  // namespace traffic::detail
