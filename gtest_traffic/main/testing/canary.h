// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdio>
#include <iterator>
#include <string>
#include <string_view>

// Secrets that the program of secrets_test.cc leaks in each place and in each encoding.
namespace traffic::detail::canary {

// The places of the journeys and tests in secrets_probe.cc.
inline constexpr std::string_view kPlaces[] = {
    "header",       "query",          "path",        "json",      "form",  "cookie",
    "responsejson", "responseheader", "responseraw", "assertion", "trace", "exception",
    "skip",         "property",       "thread",      "userinfo"};
inline constexpr int kPlaceCount = static_cast<int>(std::size(kPlaces));

inline constexpr std::string_view kEncodings[] = {
    "plain", "percent", "form", "json", "json in json", "xml", "base64", "hex", "c"};
inline constexpr int kEncodingCount = static_cast<int>(std::size(kEncodings));

inline int index_of(std::string_view place) {
  for (int i = 0; i < kPlaceCount; ++i) {
    if (kPlaces[i] == place) return i;
  }
  return -1;
}

// The part of a secret that most encodings leave as it is.
inline std::string core(int place, int encoding) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "Kq%02dzW%02dv", place, encoding);
  return text.data();
}

inline std::string name(int place, int encoding) {
  return "CANARY_" + std::to_string(place) + "_" + std::to_string(encoding);
}

// Has characters that the encodings change.
inline std::string value(int place, int encoding) {
  return "p+/ \"" + core(place, encoding) + "\\<&%w";
}

// Writes each character outside of letters and digits with a format.
inline std::string escaped(std::string_view text, const char* format) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    std::array<char, 16> code{};
    if (!plain) std::snprintf(code.data(), code.size(), format, static_cast<unsigned>(c));
    out += plain ? std::string(1, c) : std::string(code.data());
  }
  return out;
}

inline std::string with_backslashes(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '/') out += '\\';
    out += c;
  }
  return out;
}

inline std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6) out += kDigits[(bits >> (count - 6)) & 63U];
  }
  if (count > 0) out += kDigits[(bits << (6 - count)) & 63U];
  return out;
}

// Returns a text in which the secret is encoded. Written without the library's own encoders.
inline std::string encoded(std::string_view secret, int encoding) {
  switch (encoding) {
    case 1:
      return escaped(secret, "%%%02x");
    case 2: {
      std::string form;
      for (const char c : secret) form += c == ' ' ? "+" : escaped({&c, 1}, "%%%02X");
      return form;
    }
    case 3:
      return with_backslashes(secret);
    case 4:
      return with_backslashes(escaped(secret, "\\u%04X"));
    case 5:
      return escaped(secret, "&#%u;");
    case 6:
      return base64("ada:" + std::string(secret));
    case 7: {
      std::string hex;
      for (const char c : secret) {
        std::array<char, 4> digits{};
        std::snprintf(digits.data(), digits.size(), "%02x", static_cast<unsigned char>(c));
        hex += digits.data();
      }
      return hex;
    }
    case 8:
      return escaped(secret, "\\x%X");
    default:
      return std::string(secret);
  }
}

inline std::string encoded(int place, int encoding) {
  return encoded(value(place, encoding), encoding);
}

}  // namespace traffic::detail::canary
