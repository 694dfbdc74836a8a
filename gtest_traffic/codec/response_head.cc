// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/response_head.h"

#include <algorithm>
#include <charconv>

#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/headers.h"

namespace traffic::detail {
namespace {

// Compares a field name with a name in lower case letters and hyphens, ignoring case.
bool equals_lower_case(std::string_view name, std::string_view lower) {
  std::uint8_t difference = name.size() == lower.size() ? 0 : 1;
  for (std::size_t i = 0; difference == 0 && i < lower.size(); ++i) {
    difference = static_cast<std::uint8_t>((name[i] | 0x20) ^ lower[i]);
  }
  return difference == 0;
}

// Returns the next line without its CR LF. Sets `bare` if the line ends differently.
std::string_view take_line(std::string_view& rest, bool& bare) {
  const bool has_end = rest.find('\n') != std::string_view::npos;
  std::string_view line = take_until(rest, '\n');
  const bool whole = has_end && line.ends_with('\r');
  bare = bare || !whole;
  if (whole) line.remove_suffix(1);
  return line;
}

std::string_view read_status_line(std::string_view line, ResponseHead& head) {
  const bool version = line.size() >= 8 && line.starts_with("HTTP/1.") &&
                       (line[7] == '0' || line[7] == '1') && (line.size() == 8 || line[8] == ' ');
  if (!version) return "the status line does not start with HTTP/1.0 or HTTP/1.1";
  head.keep_alive = line[7] == '1';
  line.remove_prefix(std::min<std::size_t>(9, line.size()));
  const auto end = line.data() + std::min<std::size_t>(3, line.size());
  const bool number = std::from_chars(line.data(), end, head.status).ptr == end;
  const bool three =
      line.size() >= 3 && number && head.status >= 100 && (line.size() == 3 || line[3] == ' ');
  if (!three) return "the status code is not three digits";
  return is_field_value(line.substr(3)) ? "" : "the reason phrase has illegal characters";
}

std::string_view read_length(std::string_view value, ResponseHead& head) {
  const auto length = parse_number<std::uint64_t>(value);
  if (!length) return "Content-Length is malformed";
  if (head.length && head.length != length) return "two Content-Length headers disagree";
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
    const std::string_view option = trim(take_until(value, ','));
    if (equals_lower_case(option, "close")) head.closes = true;
    if (equals_lower_case(option, "keep-alive")) head.keep_alive = true;
  }
}

enum class Field : std::uint8_t { kNone, kLength, kCoding, kConnection, kOther };

Field kind_of(std::string_view name) {
  if (equals_lower_case(name, "content-length")) return Field::kLength;
  if (equals_lower_case(name, "transfer-encoding")) return Field::kCoding;
  if (equals_lower_case(name, "connection")) return Field::kConnection;
  return Field::kOther;
}

std::string_view read_field(std::string_view line, ResponseHead& head, Field& field) {
  const bool folded = line.front() == ' ' || line.front() == '\t';
  if (folded) {
    // A folded line (RFC 9112 §5.2) is harmless unless its field frames the body.
    if (field != Field::kOther) return "a folded header is malformed";
    return is_field_value(line) ? "" : "a header value is malformed";
  }
  const std::size_t colon = std::min(line.find(':'), line.size());
  const std::string_view name = line.substr(0, colon);
  if (colon == line.size() || !is_token(name)) return "a header name is malformed";
  const std::string_view value = line.substr(colon + 1);
  if (!is_field_value(value)) return "a header value is malformed";
  field = kind_of(name);
  if (field == Field::kLength) return read_length(trim(value), head);
  if (field == Field::kCoding) return read_coding(trim(value), head);
  if (field == Field::kConnection) read_connection(value, head);
  if (equals_lower_case(name, "content-encoding")) head.encoded = true;
  if (equals_lower_case(name, "set-cookie")) head.sets_cookies = true;
  return "";
}

}  // namespace

ResponseHead parse_response_head(std::string_view text) {
  ResponseHead head;
  bool bare = false;
  bool coded = false;
  Field field = Field::kNone;
  head.error = read_status_line(take_line(text, bare), head);
  const bool persists = head.keep_alive;  // HTTP/1.1
  while (head.error.empty() && !bare) {
    const std::string_view line = take_line(text, bare);
    if (line.empty() || bare) break;
    head.error = read_field(line, head, field);
    coded = coded || field == Field::kCoding;
  }
  // With a transfer coding in HTTP/1.0, the end of the body is uncertain (RFC 9112 §6.1).
  if (head.closes || (coded && !persists)) head.keep_alive = false;
  if (head.error.empty() && bare) head.error = "a line does not end in CR LF";
  if (head.error.empty() && coded && head.length) {
    head.error = "the response has both Transfer-Encoding and Content-Length";
  }
  return head;
}

const RecentHeads::Entry* RecentHeads::find(std::string_view bytes) const {
  for (const Entry& entry : entries_) {
    if (!entry.text.empty() && bytes.starts_with(entry.text)) return &entry;
  }
  return nullptr;
}

void RecentHeads::add(std::string_view text, const ResponseHead& head) {
  constexpr std::size_t kLongest = 1024;
  if (!head.error.empty() || text.size() > kLongest) return;
  entries_[next_].text = text;
  entries_[next_].head = head;
  next_ = (next_ + 1) % entries_.size();
}

}  // namespace traffic::detail
