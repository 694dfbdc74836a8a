// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/proxy.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/url/ipv4_address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <utility>

#include "gtest_traffic/base/base64.h"
#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/loopback.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/http/url.h"

namespace traffic::detail {
namespace {

constexpr std::uint16_t kDefaultPort = 1080;

// Tells whether a host is in a network such as `10.0.0.0/8`. Returns false for an invalid network.
bool is_in_network(std::string_view host, std::string_view network, std::string_view prefix) {
  const auto address = boost::urls::parse_ipv4_address({host.data(), host.size()});
  const auto base = boost::urls::parse_ipv4_address({network.data(), network.size()});
  const auto bits = parse_number<unsigned>(prefix);
  if (!address || !base || !bits || *bits > 32) return false;
  return *bits == 0 || (address->to_uint() ^ base->to_uint()) >> (32 - *bits) == 0;
}

// Tells whether an entry of NO_PROXY matches an origin. An entry matches the host and its
// subdomains.
bool no_proxy_entry_matches(std::string_view entry, const Origin& origin) {
  if (entry == "*") return true;
  if (const auto slash = entry.find('/'); slash != std::string_view::npos) {
    return is_in_network(origin.host, entry.substr(0, slash), entry.substr(slash + 1));
  }
  const std::size_t colon = entry.find(':');
  if (colon != std::string_view::npos && colon == entry.rfind(':')) {
    if (entry.substr(colon + 1) != std::to_string(origin.port)) return false;
    entry = entry.substr(0, colon);
  }
  if (entry.starts_with('*')) entry.remove_prefix(1);
  if (entry.starts_with('.')) entry.remove_prefix(1);
  if (equals_ignoring_case(origin.host, entry)) return true;
  const std::string_view host = origin.host;
  return !entry.empty() && !is_ip_address(host) && host.size() > entry.size() &&
         host[host.size() - entry.size() - 1] == '.' &&
         equals_ignoring_case(host.substr(host.size() - entry.size()), entry);
}

std::vector<std::string> read_list(const std::string& text) {
  std::vector<std::string> entries;
  std::string spaced = text;
  std::replace(spaced.begin(), spaced.end(), ',', ' ');
  for (const std::string_view entry : split(spaced, ' ')) {
    if (!trim(entry).empty()) entries.emplace_back(trim(entry));
  }
  return entries;
}

}  // namespace

Expected<Proxy> parse_proxy(std::string_view text) {
  std::string whole(trim(text));
  if (whole.find("://") == std::string::npos) whole.insert(0, "http://");
  const auto parsed = boost::urls::parse_uri(whole);
  if (!parsed) {
    return Error{"is not a proxy URL: expected 'http://user:password@host:port'"};
  }
  const boost::urls::url_view& url = *parsed;
  Url place;
  std::string bare(url.scheme().data(), url.scheme().size());
  bare.append("://").append(url.encoded_host_and_port().data(), url.encoded_host_and_port().size());
  if (auto error = read_url(bare, place)) return *error;
  if (place.origin.tls) {
    return Error{"names a proxy over TLS, which is not supported: expected 'http://…'"};
  }
  Proxy proxy{.origin = place.origin, .authorization = {}, .problem = {}};
  if (!url.has_port() || url.port().empty()) proxy.origin.port = kDefaultPort;
  if (url.has_userinfo()) {
    const std::string credentials = std::string(url.user()) + ":" + std::string(url.password());
    proxy.authorization = "Basic " + to_base64(credentials);
    redactor().add_secret("PROXY_PASSWORD", std::string(url.password()));
    redactor().add_secret("PROXY_AUTHORIZATION", to_base64(credentials));
  }
  return proxy;
}

const Proxy* ProxyRules::proxy_for(const Origin& origin) const {
  const std::optional<Proxy>& proxy = origin.tls ? https : http;
  if (!proxy) return nullptr;
  if (!loopback && is_loopback_host(origin.host)) return nullptr;
  const bool is_direct = std::any_of(direct.begin(), direct.end(), [&](const std::string& entry) {
    return no_proxy_entry_matches(entry, origin);
  });
  return is_direct ? nullptr : &*proxy;
}

ProxyRules proxy_for_all(const Proxy& proxy) {
  return {.http = proxy, .https = proxy, .direct = {}, .loopback = true};
}

ProxyRules read_proxies(const std::function<std::string(const std::string&)>& variable) {
  ProxyRules rules;
  std::string name;
  const auto find = [&](std::initializer_list<const char*> names) {
    std::string value;
    for (const char* const one : names) {
      if (!value.empty()) break;
      name = one;
      value = variable(one);
    }
    return value;
  };
  const auto read = [&](const std::string& value) -> std::optional<Proxy> {
    if (trim(value).empty()) return std::nullopt;
    const Expected<Proxy> parsed = parse_proxy(value);
    if (parsed) return *parsed;
    std::optional<Proxy> unusable(std::in_place);
    unusable->problem = fmt::format("{}: {}", name, parsed.error().message);
    return unusable;
  };
  const bool is_cgi = !variable("REQUEST_METHOD").empty();
  const std::string http = is_cgi ? find({"http_proxy", "all_proxy", "ALL_PROXY"})
                                  : find({"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"});
  rules.http = read(http);
  const std::string https = find({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
  rules.https = read(https);
  rules.direct = read_list(find({"no_proxy", "NO_PROXY"}));
  return rules;
}

}  // namespace traffic::detail
