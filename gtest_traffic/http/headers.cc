// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/headers.h"

#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace {

// Removes the first line from `rest` and returns it without its line break.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool continues(std::string_view rest) { return rest.starts_with(' ') || rest.starts_with('\t'); }

}  // namespace

HeaderReader::HeaderReader(std::string_view head) : rest_(head) {
  // Empty lines before the start line are ignored (RFC 9112, section 2.2).
  while (!rest_.empty() && take_line(rest_).empty()) {
  }
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

}  // namespace traffic::detail
