// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/charset.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/exchange.h"
#include "gtest_traffic/http/headers.h"

namespace traffic::detail {
namespace {

// The characters of the bytes 0x80 to 0x9F. The other bytes are the characters with their value.
constexpr char16_t kHighControls[] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

bool is_ascii(std::string_view text) {
  std::uint64_t high = 0;
  while (text.size() >= sizeof high && (high & 0x8080808080808080) == 0) {
    std::memcpy(&high, text.data(), sizeof high);
    text.remove_prefix(sizeof high);
  }
  return (high & 0x8080808080808080) == 0 &&
         std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

// Returns the value of the charset parameter (RFC 9110, section 8.3.2), or an empty view.
std::string_view charset_of(std::string_view content_type) {
  constexpr std::string_view kCharset = "charset=";
  for (std::string_view parameter : split(content_type, ';')) {
    parameter = trim(parameter);
    if (!equals_ignoring_case(parameter.substr(0, kCharset.size()), kCharset)) continue;
    parameter.remove_prefix(kCharset.size());
    if (parameter.size() >= 2 && parameter.starts_with('"') && parameter.ends_with('"')) {
      parameter = parameter.substr(1, parameter.size() - 2);
    }
    return parameter;
  }
  return {};
}

bool is_windows_1252(std::string_view charset) {
  constexpr std::string_view kNames[] = {"iso-8859-1", "windows-1252", "latin1",     "us-ascii",
                                         "ascii",      "cp1252",       "x-cp1252",   "iso8859-1",
                                         "iso_8859-1", "iso88591",     "l1",         "cp819",
                                         "ibm819",     "iso-ir-100",   "csisolatin1"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [&](std::string_view name) { return equals_ignoring_case(name, charset); });
}

}  // namespace

std::string_view readable_body(const Exchange& exchange, std::string& room) {
  if (is_ascii(exchange.body)) return exchange.body;
  const auto type = find_header(exchange.response_head, "Content-Type");
  if (!type || !is_windows_1252(charset_of(*type))) return exchange.body;
  return room = from_windows_1252(exchange.body);
}

std::string from_windows_1252(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
      continue;
    }
    const char16_t value = byte < 0xA0 ? kHighControls[byte - 0x80] : byte;
    if (value >= 0x800) {
      out += static_cast<char>(0xE0 | (value >> 12));
      out += static_cast<char>(0x80 | ((value >> 6) & 0x3F));
    } else {
      out += static_cast<char>(0xC0 | (value >> 6));
    }
    out += static_cast<char>(0x80 | (value & 0x3F));
  }
  return out;
}

}  // namespace traffic::detail
