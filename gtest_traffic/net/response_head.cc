// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/response_head.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "gtest_traffic/base/text.h"

namespace traffic {
namespace {

constexpr std::string_view kTokenMarks = "!#$%&'*+-.^_`|~";  // RFC 9110 §5.6.2
constexpr std::uint8_t kInToken = 1;
constexpr std::uint8_t kInText = 2;  // of a field's value or a reason phrase

constexpr std::array<std::uint8_t, 256> kKinds = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t c = 0; c < kinds.size(); ++c) {
    const bool alphanumeric =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool mark = c < 128 && kTokenMarks.find(static_cast<char>(c)) != std::string_view::npos;
    if (alphanumeric || mark) kinds[c] |= kInToken;
    if (c == '\t' || (c >= ' ' && c != 0x7f)) kinds[c] |= kInText;
  }
  return kinds;
}();

bool consists_of(std::string_view text, std::uint8_t kind) {
  std::uint8_t common = kind;
  for (const char c : text) common &= kKinds[static_cast<unsigned char>(c)];
  return common != 0;
}

// Takes the next line without its CR LF; a line that ends otherwise sets `bare`.
std::string_view take_line(std::string_view& rest, bool& bare) {
  const std::size_t feed = rest.find('\n');
  const bool whole = feed != std::string_view::npos && feed > 0 && rest[feed - 1] == '\r';
  bare = bare || !whole;
  const std::string_view line = rest.substr(0, whole ? feed - 1 : feed);
  rest.remove_prefix(feed == std::string_view::npos ? rest.size() : feed + 1);
  return line;
}

std::string_view read_status_line(std::string_view line, ResponseHead& head) {
  const bool version = line.size() >= 8 && line.starts_with("HTTP/1.") &&
                       (line[7] == '0' || line[7] == '1') && (line.size() == 8 || line[8] == ' ');
  if (!version) return "the status line does not say HTTP/1.0 or HTTP/1.1";
  head.keep_alive = line[7] == '1';
  line.remove_prefix(std::min<std::size_t>(9, line.size()));
  const auto end = line.data() + std::min<std::size_t>(3, line.size());
  const bool number = std::from_chars(line.data(), end, head.status).ptr == end;
  const bool three =
      line.size() >= 3 && number && head.status >= 100 && (line.size() == 3 || line[3] == ' ');
  if (!three) return "the status code is not three digits";
  return consists_of(line.substr(3), kInText) ? "" : "the reason phrase has illegal characters";
}

std::string_view read_length(std::string_view value, ResponseHead& head) {
  std::uint64_t length = 0;
  const auto end = value.data() + value.size();
  const auto result = std::from_chars(value.data(), end, length);
  if (value.empty() || result.ec != std::errc() || result.ptr != end)
    return "Content-Length is malformed";
  if (head.length && *head.length != length) return "two Content-Length headers disagree";
  head.length = length;
  return "";
}

std::string_view read_coding(std::string_view value, ResponseHead& head) {
  if (head.chunked) return "Transfer-Encoding names a coding after chunked";
  const std::size_t comma = value.rfind(',');
  const std::string_view last =
      trim(comma == std::string_view::npos ? value : value.substr(comma + 1));
  if (last.empty()) return "Transfer-Encoding is malformed";
  head.chunked = equals_ignoring_case(last, "chunked");
  return "";
}

void read_connection(std::string_view value, ResponseHead& head) {
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const std::string_view option = trim(value.substr(0, comma));
    if (equals_ignoring_case(option, "close")) head.keep_alive = false;
    if (equals_ignoring_case(option, "keep-alive")) head.keep_alive = true;
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
}

enum class Field : std::uint8_t { kNone, kLength, kCoding, kConnection, kOther };

// The length of a name decides nearly always.
Field kind_of(std::string_view name) {
  if (name.size() == 14 && equals_ignoring_case(name, "Content-Length")) return Field::kLength;
  if (name.size() == 17 && equals_ignoring_case(name, "Transfer-Encoding")) return Field::kCoding;
  if (name.size() == 10 && equals_ignoring_case(name, "Connection")) return Field::kConnection;
  return Field::kOther;
}

std::string_view read_field(std::string_view line, ResponseHead& head, Field& field) {
  const bool folded = line.front() == ' ' || line.front() == '\t';
  if (folded) {
    // A continued line (RFC 9112 §5.2): harmless unless it is one that frames the body.
    if (field != Field::kOther) return "a folded header is malformed";
    return consists_of(line, kInText) ? "" : "a header value is malformed";
  }
  const std::size_t colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos ||
      !consists_of(line.substr(0, colon), kInToken)) {
    return "a header name is malformed";
  }
  const std::string_view value = line.substr(colon + 1);
  if (!consists_of(value, kInText)) return "a header value is malformed";
  field = kind_of(line.substr(0, colon));
  if (field == Field::kLength) return read_length(trim(value), head);
  if (field == Field::kCoding) return read_coding(trim(value), head);
  if (field == Field::kConnection) read_connection(value, head);
  return "";
}

}  // namespace

ResponseHead parse_response_head(std::string_view text) {
  ResponseHead head;
  bool bare = false;
  bool coded = false;
  Field field = Field::kNone;
  head.error = read_status_line(take_line(text, bare), head);
  while (head.error.empty() && !bare) {
    const std::string_view line = take_line(text, bare);
    if (line.empty() || bare) break;
    head.error = read_field(line, head, field);
    coded = coded || field == Field::kCoding;
  }
  if (head.error.empty() && bare) head.error = "a line does not end in CR LF";
  if (head.error.empty() && coded && head.length) {
    head.error = "Transfer-Encoding stands beside Content-Length";
  }
  return head;
}

}  // namespace traffic
