// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "gtest_traffic/base/text.h"

namespace traffic {
namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

Error wrong(std::string_view text, std::string_view what) {
  return Error{fmt::format("base url '{}' {}", text, what)};
}

}  // namespace

std::string BaseUrl::authority() const {
  std::string text = host.find(':') == std::string::npos ? host : '[' + host + ']';
  if (port != (tls ? 443 : 80)) text += ':' + std::to_string(port);
  return text;
}

std::string BaseUrl::text() const {
  return (tls ? "https://" : "http://") + authority() + path_prefix;
}

Expected<BaseUrl> parse_base_url(std::string_view text) {
  const std::string_view given = text;
  text = trim(text);
  if (text.empty()) return wrong(given, "is empty: say something like 'http://127.0.0.1:8080'");
  // Without a scheme `localhost:8080` would read as scheme `localhost`.
  std::string whole(text);
  if (text.find("://") == std::string_view::npos) whole.insert(0, "http://");

  const auto parsed = boost::urls::parse_uri(whole);
  if (!parsed) {
    return wrong(given, "is not a url: expected 'http://host:port/prefix', without spaces");
  }
  const boost::urls::url_view url = *parsed;

  BaseUrl base;
  const std::string scheme = to_lower(std::string_view(url.scheme().data(), url.scheme().size()));
  if (scheme != "http" && scheme != "https") {
    return wrong(given, fmt::format("has the scheme '{}': expected http or https", scheme));
  }
  base.tls = scheme == "https";
  if (url.has_userinfo()) {
    return wrong("…", "holds a user or password before the '@': send credentials as a header");
  }
  if (url.has_query()) return wrong(given, "has a query ('?'): leave it out");
  if (url.has_fragment()) return wrong(given, "has a fragment ('#'): leave it out");

  base.host = to_lower(std::string(url.host_address()));
  if (base.host.empty()) return wrong(given, "has no host: expected 'http://host:port'");
  const bool literal = url.host_type() == boost::urls::host_type::ipv6;
  if (!literal && !std::all_of(base.host.begin(), base.host.end(), is_unreserved)) {
    return wrong(given, fmt::format("has a host '{}' with characters outside a-z, 0-9, '.', '-': "
                                    "write an international name in its xn-- form",
                                    url.encoded_host().operator std::string()));
  }
  base.port = base.tls ? 443 : 80;
  if (url.has_port() && !url.port().empty()) {
    base.port = url.port_number();
    if (base.port == 0) return wrong(given, "has a port outside 1 to 65535");
  }
  base.path_prefix = std::string(url.encoded_path());
  while (base.path_prefix.ends_with('/')) base.path_prefix.pop_back();
  return base;
}

void append_percent_encoded(std::string& out, std::string_view value) {
  constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : value) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
}

}  // namespace traffic
