// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/i_regexp_translate.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "gtest_traffic/base/utf8.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kMaxGroups = 100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_category(std::string_view name) {
  static constexpr std::string_view kMinor[] = {"Llmotu", "Mcen",  "Ndlo", "Pcdefios",
                                                "Zlps",   "Sckmo", "Ccfno"};
  return std::any_of(std::begin(kMinor), std::end(kMinor), [&](std::string_view minor) {
    return !name.empty() && name[0] == minor[0] && name.size() <= 2 &&
           (name.size() == 1 || minor.substr(1).find(name[1]) != std::string_view::npos);
  });
}

// The categories that RE2 knows. RE2 has no name for unassigned code points, which I-Regexp calls
// Cn.
constexpr std::string_view kNotOther = R"(\p{L}\p{M}\p{N}\p{P}\p{Z}\p{S})";
constexpr std::string_view kAssignedOther = R"(\p{Cc}\p{Cf}\p{Co}\p{Cs})";

std::string encode(char32_t c) {
  if (c < 0x80) return {static_cast<char>(c)};
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x800) return {static_cast<char>(0xC0 | (c >> 6)), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0 | (c >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | (c >> 18)), tail(12), tail(6), tail(0)};
}

// Returns the unassigned code points as ranges of a character class. Asks RE2 for each code point
// once.
const std::string& unassigned() {
  static const std::string ranges = [] {
    const re2::RE2 assigned(fmt::format("[{}{}]", kNotOther, kAssignedOther));
    std::string out;
    char32_t begin = 0;
    const auto close = [&](char32_t end) {
      if (begin != 0) out += fmt::format(R"(\x{{{:x}}}-\x{{{:x}}})", +begin, end - 1);
      begin = 0;
    };
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
      if (c == 0x40000) c = 0xDFFFF;  // skips ten unassigned planes
      if (c == 0xF0000 || c == 0x100000) {
        close(c);
        c += 0xFFFE;  // skips a private plane, except its last two code points
      }
      const bool surrogate = c >= 0xD800 && c < 0xE000;
      if (surrogate || re2::RE2::FullMatch(encode(c), assigned)) {
        close(c);
      } else if (begin == 0) {
        begin = c;
      }
    }
    close(0x110000);
    return out;
  }();
  return ranges;
}

// Returns the members of a character class for a category, or for its complement.
std::string category(std::string_view name, bool complement) {
  if (name == "C" && complement) return std::string(kNotOther);
  if (name == "Cn" && complement) return fmt::format("{}{}", kNotOther, kAssignedOther);
  if (name == "C") return fmt::format("{}{}", kAssignedOther, unassigned());
  if (name == "Cn") return unassigned();
  return fmt::format(R"(\{}{{{}}})", complement ? 'P' : 'p', name);
}

class Translator {
 public:
  explicit Translator(std::string_view pattern) : pattern_(pattern) {}

  Expected<std::string> run() && {
    while (error_.empty() && at_ < pattern_.size()) piece();
    if (error_.empty() && groups_ > 0) fail("')'");
    if (!error_.empty()) return Error{std::move(error_)};
    return std::move(out_);
  }

 private:
  char next() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }

  bool take(char c) {
    if (at_ >= pattern_.size() || pattern_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool fail(std::string_view expected) {
    const std::string_view rest = pattern_.substr(at_);
    const std::string got =
        rest.empty()
            ? "the end"
            : fmt::format("'{}'", printable(rest.substr(0, first_code_point(rest).length)));
    error_ = fmt::format("byte {} of the pattern: expected {}, got {}", at_ + 1, expected, got);
    return false;
  }

  // Reads one atom, quantifier, alternation sign or parenthesis.
  void piece() {
    const char c = next();
    switch (c) {
      case '(':
        if (++groups_ > kMaxGroups) return void(fail("at most 100 open groups"));
        return sign("(?:", false);
      case ')':
        if (groups_ == 0) return void(fail("an open group before ')'"));
        --groups_;
        return sign(")", true);
      case '|':
        return sign("|", false);
      case '*':
      case '+':
      case '?':
      case '{':
        if (!repeatable_)
          return void(
              fail("an expression to repeat before it (to match it literally, escape it with \\)"));
        if (c == '{') return counts();
        return sign({&c, 1}, false);
      case '.':
        return sign(R"([^\n\r])", true);
      case '^':
        return sign(R"((?:\A))", true);
      case '$':
        return sign(R"((?:\z))", true);
      case '[':
        return bracket();
      case ']':
      case '}':
        return void(
            fail("an opening bracket before it (to match it literally, escape it with \\)"));
      case '\\':
        out_ += '[';
        if (!escape()) return;
        out_ += ']';
        repeatable_ = true;
        return;
      default:
        plain();
        repeatable_ = true;
    }
  }

  void sign(std::string_view translated, bool repeatable) {
    ++at_;
    out_ += translated;
    repeatable_ = repeatable;
  }

  // Copies one literal character, also inside a character class.
  void plain() {
    const auto c = first_code_point(pattern_.substr(at_));
    if (!c.valid) return void(fail("UTF-8"));
    if (c.value < 0x80 && !std::isalnum(static_cast<int>(c.value))) {
      out_ += fmt::format(R"(\x{{{:x}}})", +c.value);
    } else {
      out_ += pattern_.substr(at_, c.length);
    }
    at_ += c.length;
  }

  void counts() {
    out_ += '{';
    ++at_;
    if (!count()) return;
    if (take(',')) {
      out_ += ',';
      if (next() != '}' && !count()) return;
    }
    if (!take('}')) return void(fail("'}' after a count"));
    out_ += '}';
    repeatable_ = false;
  }

  bool count() {
    std::size_t number = 0;
    const std::size_t begin = at_;
    for (; is_digit(next()) && number <= 1000; ++at_) number = number * 10 + (next() - '0');
    if (at_ == begin) return fail("a count");
    if (number > 1000) return fail("a count up to 1000");
    out_ += std::to_string(number);
    return true;
  }

  // Reads `\n`, `\.` or `\p{Lu}`, and appends its translation for a character class.
  bool escape() {
    const std::size_t begin = at_++;
    const char c = next();
    if (c == 'p' || c == 'P') {
      const std::size_t end = pattern_.find('}', at_);
      if (pattern_.substr(at_ + 1).starts_with('{') && end != std::string_view::npos) {
        const std::string_view name = pattern_.substr(at_ + 2, end - at_ - 2);
        if (is_category(name)) {
          out_ += category(name, c == 'P');
          at_ = end + 1;
          return true;
        }
      }
      at_ = begin;
      return fail("a Unicode category of I-Regexp, such as \\p{Lu}");
    }
    static constexpr std::string_view kEscaped = "()*+-.?[\\]^nrt{|}";
    if (c == '\0' || kEscaped.find(c) == std::string_view::npos) {
      at_ = begin;
      return fail(R"(no \ or one of \n \r \t \p{…} \( \) \* \+ \- \. \? \[ \\ \] \^ \{ \| \} )"
                  "(I-Regexp has no \\d: write [0-9]; a dollar sign is [$])");
    }
    out_ += '\\';
    out_ += c;
    ++at_;
    return true;
  }

  void bracket() {
    ++at_;
    out_ += '[';
    if (take('^')) out_ += '^';
    const std::size_t begin = at_;
    while (at_ == begin || next() != ']') {
      if (!member(at_ == begin)) return;
    }
    ++at_;
    out_ += ']';
    repeatable_ = true;
  }

  // Reads a character, a range or a category of a character class. A literal `-` may only be first
  // or last.
  bool member(bool first) {
    if (next() == '-') {
      if (!first && !pattern_.substr(at_).starts_with("-]")) return fail("'-' escaped as \\-");
      ++at_;
      out_ += R"(\-)";
      return true;
    }
    const bool category =
        pattern_.substr(at_).starts_with("\\p") || pattern_.substr(at_).starts_with("\\P");
    if (!class_character()) return false;
    if (category || next() != '-' || pattern_.substr(at_).starts_with("-]")) return true;
    ++at_;
    out_ += '-';
    if (pattern_.substr(at_).starts_with("\\p") || pattern_.substr(at_).starts_with("\\P") ||
        next() == '-') {
      return fail("a character that ends the range");
    }
    return class_character();
  }

  bool class_character() {
    if (at_ >= pattern_.size()) return fail("']'");
    if (next() == '\\') return escape();
    if (next() == '[' || next() == ']')
      return fail("a character (to match it literally, escape it with \\)");
    plain();
    return error_.empty();
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::size_t groups_ = 0;
  bool repeatable_ = false;
  std::string out_;
  std::string error_;
};

}  // namespace

Expected<std::string> translate_i_regexp(std::string_view pattern) {
  return Translator(pattern).run();
}

}  // namespace traffic::detail
