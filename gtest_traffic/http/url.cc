// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
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

// Percent-encodes illegal characters that servers send anyway, except the brackets of an IPv6 host.
// A Location is then rejected only for its meaning, not for its spelling.
std::string with_illegal_escaped(std::string_view reference) {
  constexpr std::string_view kIllegal = "\"<>\\^`{|}[]";
  const std::size_t slashes = reference.find("//");
  const bool has_authority = slashes != std::string_view::npos &&
                             slashes == reference.find_first_of("/?#") &&
                             (slashes == 0 || reference[slashes - 1] == ':');
  const std::size_t path =
      has_authority ? std::min(reference.find_first_of("/?#", slashes + 2), reference.size()) : 0;
  const auto is_hex = [&](std::size_t at) {
    return at < reference.size() && std::isxdigit(static_cast<unsigned char>(reference[at])) != 0;
  };
  std::string out(reference.substr(0, path));
  for (std::size_t i = path; i < reference.size(); ++i) {
    const char c = reference[i];
    const bool stray = c == '%' && !(is_hex(i + 1) && is_hex(i + 2));
    if (c <= ' ' || c >= 0x7f || stray || kIllegal.find(c) != std::string_view::npos) {
      append_percent_encoded(out, {&c, 1});
    } else {
      out += c;
    }
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
    return url_error("URL", "…", "has no valid host and port: expected 'http://host/path'");
  const std::string problem = read_origin(*parsed, url.origin);
  if (!problem.empty()) return url_error("URL", without_credentials(text), problem);
  url.target.clear();
  if (path == text.size() || text[path] != '/') url.target += '/';
  url.target += text.substr(path);
  return std::nullopt;
}

std::optional<Error> resolve_reference(std::string_view reference, Url& url) {
  const std::string base = with_illegal_escaped(url.origin.text() + url.target);
  const std::string said = with_illegal_escaped(trim(reference));
  const auto from = boost::urls::parse_uri(base);
  const auto to = boost::urls::parse_uri_reference(said);
  boost::urls::url resolved;
  if (!from || !to || !boost::urls::resolve(*from, *to, resolved)) {
    return url_error("Location", without_credentials(reference), "is not a URL");
  }
  if (auto error = read_url({resolved.buffer().data(), resolved.buffer().size()}, url))
    return error;
  // Boost.URL keeps leading `..` segments above the root. RFC 3986, section 5.2.4 removes them.
  while (url.target.starts_with("/../")) url.target.erase(0, 3);
  if (url.target.starts_with("/..") && (url.target.size() == 3 || url.target[3] == '?')) {
    url.target.erase(1, 2);
  }
  return std::nullopt;
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
