// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/error.h"

namespace traffic::detail::query {

// Reads the tokens of a JSONPath query and keeps its first mistake. A method that returns false has
// recorded a mistake, except `accept`.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::size_t at() const { return at_; }
  void return_to(std::size_t at) { at_ = at; }
  bool at_end() const { return at_ >= text_.size(); }
  char next() const { return at_end() ? '\0' : text_[at_]; }
  std::string_view from(std::size_t begin) const { return text_.substr(begin, at_ - begin); }

  // Consumes the token if it comes next. Records no mistake otherwise.
  bool accept(std::string_view token);
  void skip_blanks();

  bool at_integer() const;
  bool at_name() const;

  bool read_string(std::string& out);
  bool read_integer(std::int64_t& out);
  bool read_number(boost::json::value& out);
  std::string_view read_name();  // a member name without quotes, or empty
  std::string_view read_word();  // name of a function, `true`, `false` or `null`

  // Records that something else was expected, here or in place of the text since `begin`.
  bool fail(std::string_view expected);
  bool fail_from(std::size_t begin, std::string_view expected);

  Error error() const { return Error{error_}; }

 private:
  bool read_escape(std::string& out, char quote);
  bool read_hex(char32_t& out);
  void skip_digits();
  void note(std::size_t at, std::string_view expected, const std::string& got);

  std::string_view text_;
  std::size_t at_ = 0;
  std::string error_;
};

}  // namespace traffic::detail::query
