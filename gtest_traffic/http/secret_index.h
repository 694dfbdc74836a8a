// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/http/secret_value.h"

namespace traffic::detail {

// Finds all registered secrets in texts, in each supported encoding. Not thread-safe.
class SecretIndex {
 public:
  // Adds a secret, unless its value is already known.
  void add(std::string variable, const std::string& value);

  // Appends the parts of the text that contain a secret, as it is or encoded.
  void find(std::string_view text, std::vector<SecretSpan>& spans) const;

 private:
  struct Secret {
    std::string variable;
    SecretValue value;
  };
  struct Start {
    const Secret* secret;
    SecretEncoding encoding;
  };

  struct Search;
  void find_at(std::size_t at, char first, Search& search) const;

  std::deque<Secret> secrets_;
  std::array<std::vector<Start>, 256> starts_;  // by the first character of the encoded secret
};

}  // namespace traffic::detail
