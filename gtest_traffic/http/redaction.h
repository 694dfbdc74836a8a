// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/redacted.h"

namespace traffic {

// Marks a stretch of a text that must not be shown.
struct SecretSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string variable;  // what stands for it in a shell: `API_KEY`
  bool bare = false;     // a JSON number, so that what replaces it needs quotes
};

// Hides secrets by value (those registered) and by name: sensitive query parameters, form fields
// and JSON fields in any text, sensitive fields in a message head. Thread-safe.
class Redactor {
 public:
  Redactor();
  ~Redactor();
  Redactor(const Redactor&) = delete;
  Redactor& operator=(const Redactor&) = delete;

  // Hides this value wherever it occurs from now on, also percent-encoded or inside a JSON string.
  // Values of less than four bytes are ignored: hiding them would blank out half of every text.
  void add_secret(std::string_view name, const std::string& value);

  // Returns the text with `***` for each secret.
  std::string redact(std::string_view text) const;

  // The same for a message head: header fields by name too. `Authorization` keeps its scheme.
  std::string redact_head(std::string_view head) const;

  // Returns the stretches to hide, in order and apart.
  std::vector<SecretSpan> find(std::string_view text) const;

  // Returns those in one header field's value.
  std::vector<SecretSpan> find_in_field(std::string_view name, std::string_view value) const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

// Returns the redactor that every text of this process goes through.
Redactor& redactor();

// Tells whether a header field is for the target alone: by its name, or for a secret in its value.
bool holds_secret(std::string_view name, std::string_view value);

// Returns a shell variable's name for a secret: `x-api-key` gives `X_API_KEY`.
std::string variable_name(std::string_view name);

}  // namespace traffic
