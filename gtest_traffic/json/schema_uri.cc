// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/schema_uri.h"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <charconv>
#include <cstddef>

namespace traffic::detail {

std::pair<std::string_view, std::string_view> split_fragment(std::string_view uri) {
  const std::size_t hash = uri.find('#');
  if (hash == std::string_view::npos) return {uri, {}};
  return {uri.substr(0, hash), uri.substr(hash + 1)};
}

std::optional<std::string> resolve_uri(std::string_view base, std::string_view reference) {
  const auto parsed_base = boost::urls::parse_uri({base.data(), base.size()});
  const auto parsed = boost::urls::parse_uri_reference({reference.data(), reference.size()});
  if (!parsed_base || !parsed) return std::nullopt;
  boost::urls::url whole(*parsed_base);
  if (!whole.resolve(*parsed)) return std::nullopt;
  return std::string(whole.buffer().data(), whole.buffer().size());
}

std::string percent_decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = 0;
    const char* const digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      plain += static_cast<char>(byte);
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

}  // namespace traffic::detail
