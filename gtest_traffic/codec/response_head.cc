// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/response_head.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/token.h"

namespace traffic::detail {
namespace {

// Returns whether any of eight bytes may be a NUL or a CR.
bool may_contain_nul_or_return(std::uint64_t eight) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  const std::uint64_t returned = eight ^ (kOnes * '\r');
  return ((((eight - kOnes) & ~eight) | ((returned - kOnes) & ~returned)) & kHighs) != 0;
}

// Checks a text byte by byte, see is_text.
bool check_bytes(std::string_view text, ResponseHead& head) {
  for (const char c : text) {
    if (c == '\0') return false;
    if (c == '\r') head.closes = true;
  }
  return true;
}

// Returns whether a text is acceptable in a line. A recipient may keep control characters, except
// NUL and CR (RFC 9110 §5.5). A CR counts as a space, but others may take it for the end of a line.
// Checks eight bytes at a time.
bool is_text(std::string_view text, ResponseHead& head) {
  std::uint64_t eight = 0;
  if (text.size() < sizeof eight) return check_bytes(text, head);
  const char* const last = text.data() + text.size() - sizeof eight;
  for (const char* at = text.data(); at < last; at += sizeof eight) {
    std::memcpy(&eight, at, sizeof eight);
    if (may_contain_nul_or_return(eight)) [[unlikely]]
      return check_bytes(text, head);
  }
  std::memcpy(&eight, last, sizeof eight);
  return !may_contain_nul_or_return(eight) || check_bytes(text, head);
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool starts_with_blank(std::string_view text) { return !text.empty() && is_blank(text.front()); }

// Compares a field name with a name in lower case letters and hyphens, ignoring case.
bool equals_lower_case(std::string_view name, std::string_view lower) {
  std::uint8_t difference = name.size() == lower.size() ? 0 : 1;
  for (std::size_t i = 0; difference == 0 && i < lower.size(); ++i) {
    difference = static_cast<std::uint8_t>((name[i] | 0x20) ^ lower[i]);
  }
  return difference == 0;
}

// Returns the next line without its end: LF, CR LF, or CR CR LF, which faulty servers send.
std::string_view take_line(std::string_view& rest) {
  const std::size_t feed = std::min(rest.find('\n'), rest.size());
  std::size_t size = feed;
  if (size > 0 && rest[size - 1] == '\r') {
    --size;
    if (size > 0 && rest[size - 1] == '\r') [[unlikely]]
      --size;
  }
  const std::string_view line = rest.substr(0, size);
  rest.remove_prefix(std::min(feed + 1, rest.size()));
  return line;
}

// A later minor version is read like HTTP/1.1 (RFC 9110 §2.5).
std::string_view read_status_line(std::string_view line, ResponseHead& head) {
  const bool version = line.size() >= 8 && line.starts_with("HTTP/1.") && line[7] >= '0' &&
                       line[7] <= '9' && (line.size() == 8 || is_blank(line[8]));
  if (!version) return "the status line does not start with HTTP/1.0 or HTTP/1.1";
  head.keep_alive = line[7] != '0';
  line.remove_prefix(8);
  while (starts_with_blank(line)) line.remove_prefix(1);
  const auto end = line.data() + std::min<std::size_t>(3, line.size());
  const bool number = std::from_chars(line.data(), end, head.status).ptr == end;
  const bool three =
      line.size() >= 3 && number && head.status >= 100 && (line.size() == 3 || is_blank(line[3]));
  if (!three) return "the status code is not three digits";
  return is_text(line.substr(3), head) ? "" : "the reason phrase has a NUL";
}

// Accepts a list of equal lengths, as browsers and curl do (RFC 9110 §8.6).
std::string_view read_length(std::string_view value, ResponseHead& head) {
  for (;;) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const auto length = parse_number<std::uint64_t>(trim(value.substr(0, comma)));
    if (!length) return "Content-Length is malformed";
    if (head.length && head.length != length) return "two values of Content-Length disagree";
    head.length = length;
    if (comma == value.size()) return "";
    value.remove_prefix(comma + 1);
  }
}

// Returns the last element of a list, which may have empty elements (RFC 9110 §5.6.1).
std::string_view last_element(std::string_view list) {
  for (;;) {
    const std::size_t comma = list.rfind(',');
    if (comma == std::string_view::npos) return trim(list);
    if (const std::string_view last = trim(list.substr(comma + 1)); !last.empty()) return last;
    list = list.substr(0, comma);
  }
}

// `identity` is no coding. It was removed from HTTP, but old servers still send it.
std::string_view read_coding(std::string_view value, ResponseHead& head) {
  const std::string_view last = last_element(value);
  const bool none = last.empty() || equals_ignoring_case(value, "identity");
  if (head.coded || none) head.closes = true;
  if (none) return "";
  const bool chunked = equals_ignoring_case(last, "chunked");
  if (head.chunked && !chunked) return "Transfer-Encoding names a coding after chunked";
  head.coded = true;
  head.chunked = chunked;
  return "";
}

void read_connection(std::string_view value, ResponseHead& head) {
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const std::string_view option = trim(value.substr(0, comma));
    if (equals_lower_case(option, "close")) head.closes = true;
    if (equals_lower_case(option, "keep-alive")) head.keep_alive = true;
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
}

// Reads the time after which the server closes an idle connection (RFC 2068 §19.7.1.1). The server
// may close it early by its clock, and a request needs time to arrive. The last second, or the last
// quarter of a short time, is therefore not used.
void read_keep_alive(std::string_view value, ResponseHead& head) {
  constexpr std::string_view kTimeout = "timeout=";
  constexpr std::uint64_t kMost = 365 * 24 * 3600;
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const std::string_view option = trim(value.substr(0, comma));
    value.remove_prefix(std::min(comma + 1, value.size()));
    if (!equals_ignoring_case(option.substr(0, kTimeout.size()), kTimeout)) continue;
    const auto seconds = parse_number<std::uint64_t>(option.substr(kTimeout.size()));
    if (!seconds || *seconds > kMost) continue;
    const Duration whole = std::chrono::seconds(*seconds);
    head.usable_for = whole - std::min<Duration>(whole / 4, std::chrono::seconds(1));
  }
}

// Returns the name of a field with an unusual name, and finds the colon after it. Browsers and curl
// accept such names. Blanks before the colon do not belong to the name (RFC 9112 §5.1).
std::string_view unusual_name(std::string_view line, std::size_t& colon) {
  colon = line.find(':', colon);
  std::string_view name = line.substr(0, colon);
  while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
  return name;
}

std::string_view read_field(std::string_view line, std::string_view& rest, ResponseHead& head) {
  std::size_t colon = 0;
  while (colon < line.size() && kInToken[static_cast<unsigned char>(line[colon])]) ++colon;
  std::string_view name = line.substr(0, colon);
  if (colon == 0 || colon == line.size() || line[colon] != ':') [[unlikely]] {
    name = unusual_name(line, colon);
    if (colon == std::string_view::npos) return "a header has no colon";
    if (!is_text(name, head)) return "a header name has a NUL";
    head.closes = true;
  }
  std::string_view value = line.substr(colon + 1);
  bool valid = is_text(value, head);
  while (starts_with_blank(rest)) {  // a folded line (RFC 9112 §5.2)
    const std::string_view more = take_line(rest);
    valid = valid && is_text(more, head);
    value = {value.data(), static_cast<std::size_t>(more.data() + more.size() - value.data())};
  }
  if (!valid) return "a header value has a NUL";
  if (equals_lower_case(name, "content-length")) return read_length(value, head);
  if (equals_lower_case(name, "transfer-encoding")) return read_coding(trim(value), head);
  if (equals_lower_case(name, "connection")) read_connection(value, head);
  if (equals_lower_case(name, "keep-alive")) read_keep_alive(value, head);
  if (equals_lower_case(name, "content-encoding")) head.encoded = true;
  if (equals_lower_case(name, "set-cookie")) head.sets_cookies = true;
  return "";
}

// Reads the fields. Ignores indented lines before the first one (RFC 9112 §2.2).
std::string_view read_fields(std::string_view& rest, ResponseHead& head) {
  while (starts_with_blank(rest)) {
    head.closes = true;
    take_line(rest);
  }
  for (;;) {
    const std::string_view line = take_line(rest);
    if (line.empty()) return "";
    if (const std::string_view error = read_field(line, rest, head); !error.empty()) return error;
  }
}

}  // namespace

std::size_t find_end_of_head(std::string_view bytes, std::size_t from) {
  const char* const end = bytes.data() + bytes.size();
  const char* at = bytes.data() + from;
  while (at < end) {
    at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    if (at == nullptr) break;
    const char* next = ++at;
    while (next < end && next - at < 2 && *next == '\r') ++next;
    if (next < end && *next == '\n') return static_cast<std::size_t>(next + 1 - bytes.data());
  }
  return std::string_view::npos;
}

bool may_be_response(std::string_view bytes) {
  constexpr std::string_view kStart = "HTTP/";
  return bytes.substr(0, kStart.size()) == kStart.substr(0, bytes.size());
}

ResponseHead parse_response_head(std::string_view text) {
  ResponseHead head;
  std::string_view rest = text;
  head.error = read_status_line(take_line(rest), head);
  const bool persists = head.keep_alive;  // HTTP/1.1
  if (head.error.empty()) head.error = read_fields(rest, head);
  if (!head.error.empty()) {
    const std::string_view read = text.substr(0, text.size() - rest.size());
    head.error_line = static_cast<std::size_t>(std::count(read.begin(), read.end(), '\n'));
    return head;
  }
  // The coding takes precedence over a length. Because a proxy may have believed the length, or not
  // know the coding as one of HTTP/1.0, the connection closes (RFC 9112 §6.1, §6.3).
  if (head.coded && (head.length || !persists)) head.closes = true;
  if (head.coded) head.length.reset();
  if (head.closes) head.keep_alive = false;
  return head;
}

const RecentHeads::Entry* RecentHeads::find(std::string_view bytes) const {
  // The newest one first: heads with a Date replace each other every second.
  for (std::size_t age = 1; age <= entries_.size(); ++age) {
    const Entry& entry = entries_[(next_ + entries_.size() - age) % entries_.size()];
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
