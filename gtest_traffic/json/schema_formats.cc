// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/schema_formats.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cstdint>
#include <limits>
#include <string>

#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/json/regex.h"

namespace traffic::detail {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alnum(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) {
  static constexpr auto kHex = [] {
    std::array<bool, 256> hex{};
    for (const char each : std::string_view("0123456789abcdefABCDEF"))
      hex[static_cast<unsigned char>(each)] = true;
    return hex;
  }();
  return kHex[static_cast<unsigned char>(c)];
}

bool all_hex(std::string_view text) { return std::all_of(text.begin(), text.end(), is_hex); }

template <int Family>
bool is_address(std::string_view text) {
  char buffer[64];
  unsigned char address[16];
  if (text.size() >= sizeof buffer || text.find('\0') != std::string_view::npos) return false;
  *std::copy(text.begin(), text.end(), buffer) = '\0';
  return inet_pton(Family, buffer, address) == 1;
}

// RFC 1123, section 2.1: letters, digits and inner hyphens, up to 63 per label and 253 per name.
bool is_hostname(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  while (true) {
    const std::string_view label = text.substr(0, text.find('.'));
    // Two hyphens at this position are reserved for A-labels (RFC 5891, section 4.2.3.1), which are
    // not decoded.
    const bool reserved = label.size() >= 4 && label.substr(2, 2) == "--";
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
        reserved ||
        !std::all_of(label.begin(), label.end(), [](char c) { return is_alnum(c) || c == '-'; })) {
      return false;
    }
    if (label.size() == text.size()) return true;
    text.remove_prefix(label.size() + 1);
  }
}

// RFC 5321, section 4.1.2, without comments. If `wide`, allows characters beyond ASCII (RFC 6531).
bool is_mailbox(std::string_view text, bool wide) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at > 64) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  if (local.size() > 1 && local.front() == '"' && local.back() == '"') {
    for (std::size_t i = 1; i + 1 < local.size(); ++i) {
      if (local[i] == '\\' && i + 2 < local.size()) {
        ++i;
      } else if (local[i] == '"' || local[i] == '\\') {
        return false;
      }
    }
  } else {
    if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) {
      return false;
    }
    constexpr std::string_view kMarks = "!#$%&'*+-/=?^_`{|}~.";
    for (const char c : local) {
      const bool fine = is_alnum(c) || kMarks.find(c) != std::string_view::npos || (wide && c < 0);
      if (!fine) return false;
    }
  }
  if (domain.starts_with('[') && domain.ends_with(']')) {
    const std::string_view inner = domain.substr(1, domain.size() - 2);
    if (inner.starts_with("IPv6:")) return is_address<AF_INET6>(inner.substr(5));
    return is_address<AF_INET>(inner);
  }
  const bool beyond = std::any_of(domain.begin(), domain.end(), [](char c) { return c < 0; });
  return wide && beyond ? domain.find_first_of(" @") == std::string_view::npos
                        : is_hostname(domain);
}
bool is_email(std::string_view text) { return is_mailbox(text, false); }
bool is_idn_email(std::string_view text) { return is_mailbox(text, true); }

boost::urls::string_view url_view_of(std::string_view text) { return {text.data(), text.size()}; }

// The parser accepts `a:b` as a host. RFC 3986, section 3.2.2 does not allow it.
bool has_sane_authority(const boost::urls::url_view& url) {
  const auto host = url.encoded_host();
  const std::string_view text(host.data(), host.size());
  return text.starts_with('[') || text.find_first_of(":@") == std::string_view::npos;
}
bool is_uri(std::string_view text) {
  const auto url = boost::urls::parse_uri(url_view_of(text));
  return url && has_sane_authority(*url);
}
bool is_uri_reference(std::string_view text) {
  const auto url = boost::urls::parse_uri_reference(url_view_of(text));
  return url && has_sane_authority(*url);
}

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text.front() != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '~') continue;
    if (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')) return false;
  }
  return true;
}
bool is_relative_json_pointer(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const std::string_view up(text.data(), static_cast<std::size_t>(end - text.begin()));
  if (up.empty() || (up.size() > 1 && up.front() == '0')) return false;
  const std::string_view rest = text.substr(up.size());
  return rest == "#" || is_json_pointer(rest);
}

bool is_uuid(std::string_view text) {
  constexpr std::size_t kHyphens[] = {8, 13, 18, 23};
  if (text.size() != 36) return false;
  std::size_t at = 0;
  for (const std::size_t hyphen : kHyphens) {
    if (!all_hex(text.substr(at, hyphen - at)) || text[hyphen] != '-') return false;
    at = hyphen + 1;
  }
  return all_hex(text.substr(at));
}

bool is_regex(std::string_view text) { return static_cast<bool>(Regex::compile(text)); }

// RFC 4648, section 4, with padding.
bool is_base64(std::string_view text) {
  if (text.size() % 4 != 0) return false;
  const std::size_t end = std::min(text.find('='), text.size());
  const std::string_view padding = text.substr(end);
  return (padding.empty() || padding == "=" || padding == "==") &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end),
                     [](char c) { return is_alnum(c) || c == '+' || c == '/'; });
}

template <class Integer>
bool fits(const boost::json::value& number) {
  using Limits = std::numeric_limits<Integer>;
  return compare_numbers(number, Limits::min()) >= 0 && compare_numbers(number, Limits::max()) <= 0;
}

constexpr SchemaFormat kFormats[] = {{"date-time", is_date_time},
                                     {"date", is_date},
                                     {"time", is_time},
                                     {"duration", is_duration},
                                     {"email", is_email},
                                     {"idn-email", is_idn_email},
                                     {"hostname", is_hostname},
                                     {"ipv4", is_address<AF_INET>},
                                     {"ipv6", is_address<AF_INET6>},
                                     {"uri", is_uri},
                                     {"uri-reference", is_uri_reference},
                                     {"uuid", is_uuid},
                                     {"json-pointer", is_json_pointer},
                                     {"relative-json-pointer", is_relative_json_pointer},
                                     {"regex", is_regex}};

// OpenAPI 3.0, section 4.4.
constexpr SchemaFormat kOpenApiFormats[] = {{"int32", nullptr, fits<std::int32_t>},
                                            {"int64", nullptr, fits<std::int64_t>},
                                            {"float"},
                                            {"double"},
                                            {"byte", is_base64},
                                            {"binary"},
                                            {"password"}};

}  // namespace

const SchemaFormat* find_schema_format(std::string_view name, SchemaDialect dialect) {
  for (const SchemaFormat& format : kFormats) {
    if (format.name == name) return &format;
  }
  if (dialect != SchemaDialect::kOpenApi30 && dialect != SchemaDialect::kDraft202012) {
    return nullptr;
  }
  for (const SchemaFormat& format : kOpenApiFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

}  // namespace traffic::detail
