// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "gtest_traffic/json/regex.h"

namespace traffic::detail {
namespace {

// White space and line terminators of ECMA-262, sections 12.2 and 12.3, and their complement.
constexpr std::string_view kSpaces =
    R"(\x09-\x0d\x20\xa0\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff})";
constexpr std::string_view kNoSpaces =
    R"(\x00-\x08\x0e-\x1f\x21-\x9f\u{a1}-\u{167f}\u{1681}-\u{1fff}\u{200b}-\u{2027}\u{202a}-\u{202e})"
    R"(\u{2030}-\u{205e}\u{2060}-\u{2fff}\u{3001}-\u{fefe}\u{ff00}-\u{10ffff})";

// The long names of general categories (Unicode, PropertyValueAliases.txt).
constexpr std::pair<std::string_view, std::string_view> kCategories[] = {
    {"Any", "Any"},
    {"Letter", "L"},
    {"Cased_Letter", "L&"},
    {"LC", "L&"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Format", "Cf"},
    {"Surrogate", "Cs"},
    {"Private_Use", "Co"},
    {"Unassigned", "Cn"}};

class Translator {
 public:
  explicit Translator(std::string_view pattern) : left_(pattern), length_(pattern.size()) {}

  Expected<std::string> run() {
    while (!left_.empty()) {
      if (auto why = in_class_ ? step_in_class() : step()) {
        return Error{fmt::format("{} at byte {}", *why, length_ - left_.size())};
      }
    }
    if (in_class_) return Error{"unclosed '['"};
    return std::move(out_);
  }

 private:
  using Fault = std::optional<std::string>;

  Fault step() {
    const char c = left_.front();
    if (c == '\\') return escape();
    if (c == '(') return group();
    if (c == '[') {
      in_class_ = true;
      quantified_ = false;
      take(left_.starts_with("[^") ? 2 : 1);
      return {};
    }
    if (c == '.') {
      left_.remove_prefix(1);
      quantified_ = false;
      out_ += R"([^\n\r\u{2028}\u{2029}])";
      return {};
    }
    const bool quantifier = c == '*' || c == '+' || c == '?' || c == '}';
    if (quantified_ && (c == '+' || c == '*')) return "nothing to repeat";
    quantified_ = quantifier && (c != '?' || !quantified_);
    take(1);
    return {};
  }

  Fault step_in_class() {
    const char c = left_.front();
    if (c == '\\') return escape();
    if (c == '[') out_ += '\\';  // POSIX classes are not supported
    if (c == ']') in_class_ = false;
    take(1);
    return {};
  }

  Fault group() {
    quantified_ = false;
    if (left_.starts_with("(*")) return "nothing to repeat";
    if (!left_.starts_with("(?")) return take(1);
    for (const std::string_view opening : {"(?:", "(?=", "(?!", "(?<=", "(?<!"}) {
      if (left_.starts_with(opening)) return take(opening.size());
    }
    if (left_.starts_with("(?<")) return take(3);
    return "expected ':', '=', '!' or '<' after '(?'";
  }

  Fault escape() {
    quantified_ = false;
    if (left_.size() < 2) return "unfinished escape '\\'";
    const char c = left_[1];
    switch (c) {
      case 's':
      case 'S': {
        const std::string_view set = c == 's' ? kSpaces : kNoSpaces;
        left_.remove_prefix(2);
        in_class_ ? out_ += set : (out_ += '[', out_ += set, out_ += ']');
        return {};
      }
      case 'v':
        left_.remove_prefix(2);
        out_ += R"(\x0b)";
        return {};
      case 'p':
      case 'P':
        return property();
      case 'u':
        return code_unit();
      case '0':
        if (left_.size() > 2 && left_[2] >= '0' && left_[2] <= '9')
          return "unsupported octal escape";
        left_.remove_prefix(2);
        out_ += R"(\x00)";
        return {};
      case 'k':
        if (!left_.starts_with("\\k<")) return "expected a name after '\\k', as in '\\k<name>'";
        return take(2);
      case 'c':
        if (left_.size() < 3 || !is_letter(left_[2])) return "expected a letter after '\\c'";
        return take(3);
      default:
        break;
    }
    constexpr std::string_view kKnown = "dDwWbBtnrfx";
    if (is_letter(c) && kKnown.find(c) == std::string_view::npos) {
      return fmt::format("unknown escape '\\{}'", c);
    }
    return take(2);
  }

  Fault property() {
    const std::size_t end = left_.find('}');
    if (left_.size() < 3 || left_[2] != '{' || end == std::string_view::npos) {
      return "expected a property in braces after '\\p'";
    }
    std::string_view name = left_.substr(3, end - 3);
    for (const std::string_view prefix : {"General_Category=", "gc="}) {
      if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    }
    if (name.find('^') != std::string_view::npos) return "unsupported '^' in a property";
    for (const auto& [long_name, short_name] : kCategories) {
      if (name == long_name) name = short_name;
    }
    out_ += fmt::format("\\{}{{{}}}", left_[1], name);
    left_.remove_prefix(end + 1);
    return {};
  }

  // Joins a surrogate pair, which PCRE2 reads as one character.
  Fault code_unit() {
    if (left_.starts_with("\\u{")) return take(3);
    const auto unit = unit_at(0);
    if (!unit) return "expected four hexadecimal digits after '\\u'";
    std::uint32_t point = *unit;
    std::size_t length = 6;
    if (point >= 0xd800 && point < 0xe000) {
      const auto low = unit_at(6);
      if (point >= 0xdc00 || !low || *low < 0xdc00 || *low >= 0xe000) return "unpaired surrogate";
      point = 0x10000 + ((point - 0xd800) << 10) + (*low - 0xdc00);
      length = 12;
    }
    out_ += fmt::format("\\u{{{:x}}}", point);
    left_.remove_prefix(length);
    return {};
  }

  std::optional<std::uint32_t> unit_at(std::size_t at) const {
    if (left_.size() < at + 6 || left_.substr(at, 2) != "\\u") return std::nullopt;
    std::uint32_t unit = 0;
    const char* const digits = left_.data() + at + 2;
    if (std::from_chars(digits, digits + 4, unit, 16).ptr != digits + 4) return std::nullopt;
    return unit;
  }

  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  Fault take(std::size_t count) {
    out_ += left_.substr(0, count);
    left_.remove_prefix(count);
    return {};
  }

  std::string_view left_;
  std::size_t length_;
  std::string out_;
  bool in_class_ = false;
  bool quantified_ = false;  // the previous token was a quantifier
};

}  // namespace

Expected<std::string> pcre_of_ecma(std::string_view pattern) { return Translator(pattern).run(); }

}  // namespace traffic::detail
