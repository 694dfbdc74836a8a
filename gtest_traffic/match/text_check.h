// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/match/json_view.h"

namespace traffic::detail {

// Returns the text of a JSON string, or nothing for any other kind of value.
std::optional<std::string_view> text_of(const boost::json::value& json);
std::optional<std::string_view> text_of(const JsonView& view);  // records misuse
inline std::optional<std::string_view> text_of(const JsonNode& node) {
  return text_of(node.value());
}
template <TextArgument T>
std::optional<std::string_view> text_of(const T& text) {
  return std::string_view(text);
}

// Turns a test of texts into a matcher on strings, JSON strings, headers and bodies. `Test` defines
// three members: `accepts(text)`; `describe(out)`, which completes `is …`; and
// `explain(text, out)`, which adds details about a refused text.
template <class Test>
class TextCheck {
 public:
  using is_gtest_matcher = void;
  using is_text_check = void;

  template <class... Args>
  explicit TextCheck(std::in_place_t, Args&&... args) : test_(std::forward<Args>(args)...) {}

  template <class T>
  requires requires(const T& subject) { text_of(subject); }
  bool MatchAndExplain(const T& subject, std::ostream* out) const {
    const std::optional<std::string_view> text = text_of(subject);
    if (text && test_.accepts(*text)) return true;
    if (out == nullptr || quiet()) return false;
    if (text) {
      test_.explain(*text, out);
    } else {
      *out << "which is not a string";
    }
    return false;
  }
  void DescribeTo(std::ostream* out) const { describe(out, "is "); }
  void DescribeNegationTo(std::ostream* out) const { describe(out, "is not "); }

 private:
  void describe(std::ostream* out, std::string_view verb) const {
    if (quiet()) return;
    *out << verb;
    test_.describe(out);
  }
  Test test_;
};

}  // namespace traffic::detail
