// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/redacted.h"

namespace traffic::detail {

// Marks a part of a text that must not be shown.
struct SecretSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string variable;  // its variable in a shell: `API_KEY`
  bool bare = false;     // a JSON number; its replacement needs quotes
};

// Hides secrets by value and by name. Registered values are hidden everywhere, in each supported
// encoding. Sensitive query parameters, form fields, JSON fields and the user information of URLs
// are hidden in any text; sensitive header fields are hidden in a message head. Thread-safe.
class Redactor {
 public:
  Redactor();
  ~Redactor();
  Redactor(const Redactor&) = delete;
  Redactor& operator=(const Redactor&) = delete;

  // Hides this value from now on, also if it is escaped or encoded: percent-encoded, in a form, in
  // JSON, XML, HTML or C, up to four layers deep, in hexadecimal and in base64. Ignores values of
  // less than four bytes, which would match too often.
  void add_secret(std::string_view name, const std::string& value);

  // Returns the text with secrets replaced by `***`.
  std::string redact(std::string_view text) const;

  // Returns the text without registered values and user information. Names of fields hide nothing,
  // so that a redacted text stays as it is, with the variables of its curl command.
  std::string redact_values(std::string_view text) const;

  // Redacts a message head, including header fields by name. `Authorization` keeps its scheme.
  std::string redact_head(std::string_view head) const;

  // Returns the parts to hide, in order and without overlaps.
  std::vector<SecretSpan> find(std::string_view text) const;

  // Returns the parts to hide in the value of one header field.
  std::vector<SecretSpan> find_in_field(std::string_view name, std::string_view value) const;

 private:
  friend class RedactorScope;  // of tests

  class State;
  std::unique_ptr<State> state_;
};

// Returns the redactor of the process. All output goes through it.
Redactor& redactor();

// Tells whether a header field must be sent only to the target. True if its name is sensitive or
// its value contains a secret.
bool holds_secret(std::string_view name, std::string_view value);

// Returns the name of a shell variable for a secret: `X_API_KEY` for `x-api-key`.
std::string variable_name(std::string_view name);

}  // namespace traffic::detail
