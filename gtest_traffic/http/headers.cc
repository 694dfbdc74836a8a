// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/token.h"

namespace traffic::detail {
namespace {

bool is_illegal(char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f; }

// Returns whether any of eight bytes may be a control character. A tab counts as one here.
bool may_contain_control(std::uint64_t eight) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  const std::uint64_t deleted = eight ^ (kOnes * 0x7f);
  return ((((eight - kOnes * 0x20) & ~eight) | ((deleted - kOnes) & ~deleted)) & kHighs) != 0;
}

// Removes the first line from `rest` and returns it without its line break.
std::string_view take_line(std::string_view& rest) {
  std::string_view line = take_until(rest, '\n');
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool continues(std::string_view rest) { return rest.starts_with(' ') || rest.starts_with('\t'); }

}  // namespace

HeaderReader::HeaderReader(std::string_view head) : rest_(head) {
  // Empty lines before the start line are ignored (RFC 9112, section 2.2).
  while (!rest_.empty() && take_line(rest_).empty()) {
  }
  // Indented lines before the first field belong to none (RFC 9112, section 2.2).
  while (continues(rest_)) take_line(rest_);
}

std::optional<HeaderField> HeaderReader::next() {
  while (!rest_.empty()) {
    std::string_view line = take_line(rest_);
    if (line.empty()) {
      rest_ = {};
      break;
    }
    // A folded value continues on the next line (RFC 9112, section 5.2).
    while (continues(rest_)) {
      const std::string_view more = take_line(rest_);
      line = {line.data(), static_cast<std::size_t>(more.data() + more.size() - line.data())};
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    return HeaderField{trim(line.substr(0, colon)), trim(line.substr(colon + 1))};
  }
  return std::nullopt;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return kInToken[static_cast<unsigned char>(c)];
  });
}

// Checks eight bytes at a time.
bool is_field_value(std::string_view text) {
  const char* at = text.data();
  std::size_t left = text.size();
  while (left > 0) {
    const std::size_t size = std::min<std::size_t>(left, 8);
    std::uint64_t eight = 0x2020202020202020;
    std::memcpy(&eight, at, size);
    if (may_contain_control(eight) && std::any_of(at, at + size, is_illegal)) return false;
    at += size;
    left -= size;
  }
  return true;
}

std::optional<std::string_view> find_header(std::string_view head, std::string_view name) {
  HeaderReader reader(head);
  while (const auto field = reader.next()) {
    if (equals_ignoring_case(field->name, name)) return field->value;
  }
  return std::nullopt;
}

void append_header(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ");
  for (const char byte : value) head += byte == '\r' || byte == '\n' || byte == '\0' ? ' ' : byte;
  head += "\r\n";
}

bool is_framing_field(std::string_view name) {
  return equals_ignoring_case(name, "Content-Length") ||
         equals_ignoring_case(name, "Transfer-Encoding");
}

std::string framing_field_text(std::string_view name) {
  return fmt::format(
      "the header {} is written by the client, from the body of the request; remove it", name);
}

bool asks_to_close(std::string_view name, std::string_view value) {
  if (!equals_ignoring_case(name, "Connection")) return false;
  for (const std::string_view option : split(value, ',')) {
    if (equals_ignoring_case(trim(option), "close")) return true;
  }
  return false;
}

}  // namespace traffic::detail
