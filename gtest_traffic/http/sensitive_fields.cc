// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/sensitive_fields.h"

#include <algorithm>
#include <string>

#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

// Returns the start of the name that ends at `end`.
std::size_t name_begin(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && is_name_character(text[begin - 1])) --begin;
  return begin;
}

// Returns the number of backslashes before `at`.
std::size_t backslashes_before(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (count < at && text[at - 1 - count] == '\\') ++count;
  return count;
}

// Returns the end of the string that starts at `begin` and whose quotes have `escapes` backslashes.
std::size_t string_end(std::string_view text, std::size_t begin, std::size_t escapes) {
  for (std::size_t at = text.find('"', begin); at != std::string_view::npos;
       at = text.find('"', at + 1)) {
    // A quote inside the string has more backslashes than the closing quote. If the closing quote
    // has none, a quote inside has an odd number.
    const std::size_t count = std::min(backslashes_before(text, at), at - begin);
    if (escapes == 0 ? count % 2 == 0 : count <= escapes) return at - std::min(escapes, count);
  }
  return text.size();
}

}  // namespace

void find_sensitive_parameters(std::string_view text, std::vector<SecretSpan>& spans) {
  for (std::size_t equals = text.find('='); equals != std::string_view::npos;
       equals = text.find('=', equals + 1)) {
    const std::string_view name =
        text.substr(name_begin(text, equals), equals - name_begin(text, equals));
    if (!is_sensitive_name(name)) continue;
    const std::size_t begin = equals + 1;
    const std::size_t end = std::min(text.find_first_of("& \t\r\n\"'<>\\#", begin), text.size());
    if (end > begin) spans.push_back({begin, end, variable_name(name)});
  }
}

void find_user_information(std::string_view text, std::vector<SecretSpan>& spans) {
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    std::size_t begin = colon + 1;
    int slashes = 0;
    for (; slashes < 2; ++slashes) {
      const std::size_t slash = text.find_first_not_of('\\', begin);
      if (slash == std::string_view::npos || text[slash] != '/') break;
      begin = slash + 1;
    }
    if (slashes < 2) continue;
    const std::string_view rest = text.substr(begin);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#\\ \t\r\n\"'<>"));
    const std::size_t at = authority.rfind('@');
    if (at == std::string_view::npos || at == 0) continue;
    if (authority.substr(0, at) == "user:password") continue;  // an example in our own messages
    spans.push_back({begin, begin + at, "USER_INFORMATION"});
  }
}

void find_sensitive_json(std::string_view text, std::vector<SecretSpan>& spans) {
  constexpr std::string_view kSpace = " \t\r\n";
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    const std::size_t quote = text.substr(0, colon).find_last_not_of(kSpace);
    if (quote == std::string_view::npos || text[quote] != '"') continue;
    const std::size_t escapes = backslashes_before(text, quote);
    const std::size_t name_end = quote - escapes;
    const std::string_view name =
        text.substr(name_begin(text, name_end), name_end - name_begin(text, name_end));
    if (!is_sensitive_name(name)) continue;

    std::size_t begin = std::min(text.find_first_not_of(kSpace, colon + 1), text.size());
    const std::string_view value = text.substr(begin);
    if (value.starts_with('{') || value.starts_with('[')) continue;
    if (value.starts_with("null") || value.starts_with("true") || value.starts_with("false"))
      continue;
    const std::size_t open = std::min(text.find_first_not_of('\\', begin), text.size());
    if (open < text.size() && text[open] == '"') {
      const std::size_t end = string_end(text, open + 1, open - begin);
      if (end > open + 1) spans.push_back({open + 1, end, variable_name(name)});
    } else {
      const std::size_t end = std::min(text.find_first_of(",}] \t\r\n\"\\", begin), text.size());
      if (end > begin) spans.push_back({begin, end, variable_name(name), true});
    }
  }
}

std::size_t credentials_begin(std::string_view value) {
  constexpr std::string_view kSchemes[] = {"bearer", "basic", "digest", "token", "apikey"};
  const std::size_t space = value.find(' ');
  if (space == std::string_view::npos) return 0;
  const std::string scheme = to_lower(value.substr(0, space));
  if (std::find(std::begin(kSchemes), std::end(kSchemes), scheme) == std::end(kSchemes)) return 0;
  return std::min(value.find_first_not_of(' ', space), value.size());
}

}  // namespace traffic::detail
