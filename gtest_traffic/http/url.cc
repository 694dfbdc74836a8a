// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cctype>
#include <charconv>
#include <system_error>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

Error url_error(std::string_view name, std::string_view text, std::string_view problem) {
  return Error{fmt::format("{} '{}' {}", name, text, problem)};
}

// The text before an `@` can be a password, even in a malformed URL.
std::string_view without_credentials(std::string_view url) {
  return url.find('@') == std::string_view::npos ? url : "…";
}

// Parses scheme, host and port. Returns the mistake, or an empty text. A mistake never quotes a
// user or password.
std::string read_origin(const boost::urls::url_view& url, Origin& origin) {
  const std::string_view scheme(url.scheme().data(), url.scheme().size());
  origin.tls = equals_ignoring_case(scheme, "https");
  if (!origin.tls && !equals_ignoring_case(scheme, "http")) {
    return fmt::format("has the scheme '{}': expected http or https", to_lower(scheme));
  }
  if (url.has_userinfo()) {
    redactor().add_secret("PASSWORD", url.password());
    return "contains a user or password before '@': send credentials in a header";
  }
  const std::string_view host(url.encoded_host_address().data(), url.encoded_host_address().size());
  if (host.empty()) return "has no host: expected 'http://host:port'";
  const bool literal = url.host_type() == boost::urls::host_type::ipv6;
  if (!literal && !std::all_of(host.begin(), host.end(), is_unreserved)) {
    return fmt::format(
        "has a host '{}' with characters outside a-z, 0-9, '.', '-': "
        "write an international name in its xn-- form",
        host);
  }
  origin.host.clear();
  for (const char c : host) origin.host += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  // Boost 1.81 treats a non-digit after the colon as a path.
  if (!url.encoded_path().empty() && !url.encoded_path().starts_with('/')) {
    return "has a port that is not a number: expected 1 to 65535";
  }
  origin.port = origin.tls ? 443 : 80;
  if (url.has_port() && !url.port().empty()) {
    // port_number() of Boost 1.81 reads some numbers above 65535 modulo 65536.
    const std::string_view port(url.port().data(), url.port().size());
    const auto read = std::from_chars(port.data(), port.data() + port.size(), origin.port);
    if (read.ec != std::errc{} || origin.port == 0)
      return "has an invalid port: expected 1 to 65535";
  }
  return {};
}

// Encodes the bytes that curl and browsers encode in a `Location`: blanks, control characters,
// non-ASCII bytes, quotes and angle brackets. All other bytes have to arrive as the server sent
// them.
void append_reference(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>') {
      append_percent_encoded(out, {&c, 1});
    } else {
      out += c;
    }
  }
}

// Returns whether a reference starts with a scheme (RFC 3986, section 3.1).
bool has_scheme(std::string_view reference) {
  const std::size_t colon = reference.find_first_of(":/?");
  if (colon == std::string_view::npos || colon == 0 || reference[colon] != ':') return false;
  return std::isalpha(static_cast<unsigned char>(reference[0])) != 0 &&
         std::all_of(reference.begin(), reference.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](unsigned char c) {
                       return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.';
                     });
}

// Removes the segments `.` and `..` of a path that starts with a slash (RFC 3986, section 5.2.4).
std::string without_dot_segments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::string_view segment = path.substr(0, path.find('/', 1));
    path.remove_prefix(segment.size());
    const bool up = segment == "/..";
    if (!up && segment != "/.") {
      out += segment;
      continue;
    }
    if (up && !out.empty()) out.resize(out.rfind('/'));
    if (path.empty()) out += '/';
  }
  return out;
}

}  // namespace

std::string BaseUrl::text() const { return Origin::text() + path_prefix; }

Expected<BaseUrl> parse_base_url(std::string_view text) {
  constexpr std::string_view kName = "base URL";
  const std::string_view given = without_credentials(text);
  text = trim(text);
  if (text.empty())
    return url_error(kName, given, "is empty: expected a URL such as 'http://127.0.0.1:8080'");
  // Without a scheme, `localhost` in `localhost:8080` would be parsed as the scheme.
  std::string whole(text);
  if (text.find("://") == std::string_view::npos) whole.insert(0, "http://");

  const auto parsed = boost::urls::parse_uri(whole);
  if (!parsed) {
    return url_error(kName, given,
                     "is not a URL: expected 'http://host:port/prefix' without spaces");
  }
  const boost::urls::url_view& url = *parsed;

  BaseUrl base;
  const std::string problem = read_origin(url, base);
  if (!problem.empty()) return url_error(kName, given, problem);
  if (url.has_query()) return url_error(kName, given, "has a query ('?'): remove it");
  if (url.has_fragment()) return url_error(kName, given, "has a fragment ('#'): remove it");
  base.path_prefix = std::string(url.encoded_path());
  while (base.path_prefix.ends_with('/')) base.path_prefix.pop_back();
  return base;
}

bool is_absolute_url(std::string_view text) {
  if (text.starts_with('/')) return false;
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && text.substr(colon).starts_with("://") &&
         (equals_ignoring_case(text.substr(0, colon), "http") ||
          equals_ignoring_case(text.substr(0, colon), "https"));
}

void add_prefix(const BaseUrl& base, std::string& path) {
  if (!path.starts_with('/')) path.insert(0, 1, '/');
  path.insert(0, base.path_prefix);
}

std::optional<Error> read_url(std::string_view text, Url& url) {
  text = text.substr(0, text.find('#'));
  const std::size_t slashes = text.find("://");
  const std::size_t path = slashes == std::string_view::npos
                               ? text.size()
                               : std::min(text.find_first_of("/?", slashes + 3), text.size());
  const auto parsed = boost::urls::parse_uri({text.data(), path});
  if (!parsed)
    return url_error("URL", "…",
                     "is not a URL: it has no valid host and port; expected 'http://host/path'");
  const std::string problem = read_origin(*parsed, url.origin);
  if (!problem.empty()) return url_error("URL", without_credentials(text), problem);
  url.target.clear();
  if (path == text.size() || text[path] != '/') url.target += '/';
  url.target += text.substr(path);
  return std::nullopt;
}

// Boost.URL is not used here: `resolve` of Boost 1.81 decodes `%2F`, `%2B` and other reserved
// characters, and the result is another resource.
std::optional<Error> resolve_reference(std::string_view reference, Url& url) {
  reference = trim(reference);
  reference = reference.substr(0, reference.find('#'));
  std::string own;
  if (has_scheme(reference) || reference.starts_with("//")) {
    own = reference;
    if (reference.starts_with('/')) complete_reference(own, url.origin);
    if (auto error = read_url(own, url)) return error;
    reference = own = url.target;
  }
  const std::size_t mark = std::min(reference.find('?'), reference.size());
  if (mark > 0) {
    std::string path = url.target.substr(0, url.target.find('?'));
    path.resize(reference.front() == '/' ? 0 : path.rfind('/') + 1);
    append_reference(path, reference.substr(0, mark));
    url.target = without_dot_segments(path);
  } else if (!reference.empty()) {
    url.target.resize(std::min(url.target.find('?'), url.target.size()));
  }
  append_reference(url.target, reference.substr(mark));
  return std::nullopt;
}

void complete_reference(std::string& text, const Origin& home) {
  if (text.starts_with("//")) {
    text.insert(0, home.tls ? "https:" : "http:");
  } else if (text.starts_with('/')) {
    text.insert(0, home.text());
  }
}

void append_percent_encoded(std::string& out, std::string_view value) {
  for (const char c : value) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      append_percent_byte(out, c);
    }
  }
}

void append_percent_byte(std::string& out, char byte) {
  constexpr char kHex[] = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  out += '%';
  out += kHex[value >> 4];
  out += kHex[value & 15];
}

}  // namespace traffic::detail
