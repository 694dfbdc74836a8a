// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/cookie_jar.h"

#include <algorithm>
#include <iterator>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/http_date.h"
#include "gtest_traffic/http/loopback.h"

namespace traffic {
using namespace detail;
namespace {

using std::chrono::sys_seconds;

constexpr sys_seconds kNever = sys_seconds::max();
constexpr auto kLongestLife = std::chrono::days(400);

// RFC 6265, section 5.1.3.
bool domain_matches(std::string_view host, std::string_view domain) {
  if (equals_ignoring_case(host, domain)) return true;
  const bool longer = host.size() > domain.size() && host[host.size() - domain.size() - 1] == '.';
  return longer && !is_ip_address(host) &&
         equals_ignoring_case(host.substr(host.size() - domain.size()), domain);
}

// RFC 6265, section 5.1.4.
bool path_matches(std::string_view path, std::string_view cookie_path) {
  if (!path.starts_with(cookie_path)) return false;
  return path.size() == cookie_path.size() || cookie_path.ends_with('/') ||
         path[cookie_path.size()] == '/';
}

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

std::string_view default_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos || slash == 0 ? "/" : path.substr(0, slash);
}

// Tells whether an origin is a secure context, as browsers define it for cookies.
bool is_secure(const Origin& origin) { return origin.tls || is_loopback_host(origin.host); }

bool has_prefix(std::string_view name, std::string_view prefix) {
  return equals_ignoring_case(name.substr(0, prefix.size()), prefix);
}

// Checks the rules that depend only on the cookie and its origin.
bool is_acceptable(const Cookie& cookie, const Origin& from) {
  if (cookie.secure && !is_secure(from)) return false;
  if (cookie.same_site == SameSite::kNone && !cookie.secure) return false;
  if (has_prefix(cookie.name, "__Secure-") && !cookie.secure) return false;
  const bool of_host = cookie.secure && cookie.domain.empty() && cookie.path == "/";
  if (has_prefix(cookie.name, "__Host-") && !of_host) return false;
  if (cookie.domain.empty()) return true;
  if (is_public_suffix(cookie.domain)) return equals_ignoring_case(cookie.domain, from.host);
  return domain_matches(from.host, cookie.domain);
}

sys_seconds expiry_of(const Cookie& cookie, sys_seconds now) {
  if (cookie.max_age) {
    constexpr std::chrono::seconds kOver{0};
    return now + std::clamp<std::chrono::seconds>(*cookie.max_age, kOver, kLongestLife);
  }
  if (cookie.expires) return std::min<sys_seconds>(*cookie.expires, now + kLongestLife);
  return kNever;
}

void assign_lower(std::string& to, std::string_view text) {
  to.clear();
  for (const char c : text) to += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

}  // namespace

bool detail::is_public_suffix(std::string_view domain) {
  constexpr std::string_view kSold[] = {"ac",  "co",  "com", "edu", "go",  "gob", "gouv", "gov",
                                        "gv",  "id",  "ltd", "mil", "ne",  "net", "nom",  "or",
                                        "org", "plc", "sch", "nhs", "asn", "firm"};
  if (domain.ends_with('.')) domain.remove_suffix(1);
  const std::size_t dot = domain.find('.');
  if (dot == std::string_view::npos) return true;
  const std::string_view first = domain.substr(0, dot);
  const bool country = domain.size() == dot + 3 && !is_ip_address(domain);
  return country && std::any_of(std::begin(kSold), std::end(kSold), [&](std::string_view sold) {
           return equals_ignoring_case(first, sold);
         });
}

std::optional<std::string_view> CookieJar::get(std::string_view name) const {
  const sys_seconds now = wall_now();
  for (const Kept& cookie : cookies_) {
    if (cookie.name == name && cookie.expires > now) return cookie.value;
  }
  return std::nullopt;
}

void CookieJar::set(std::string_view name, std::string_view value) {
  keep({.expires = kNever}, {name, value, home_->host, "/"}, wall_now());
}

void CookieJar::clear() { cookies_.clear(); }

std::size_t CookieJar::size() const { return cookies_.size(); }

void CookieJar::erase(std::string_view name) {
  std::erase_if(cookies_, [&](const Kept& cookie) { return cookie.name == name; });
}

void CookieJar::store(std::string_view set_cookie, const Origin& from, std::string_view target,
                      sys_seconds now) {
  const std::optional<Cookie> cookie = parse_cookie(set_cookie);
  if (!cookie || !is_acceptable(*cookie, from)) return;
  // An insecure origin must not replace a cookie that it cannot read.
  const bool hidden =
      !is_secure(from) && std::any_of(cookies_.begin(), cookies_.end(), [&](const Kept& kept) {
        return kept.secure && kept.name == cookie->name &&
               (domain_matches(from.host, kept.domain) || domain_matches(kept.domain, from.host));
      });
  if (hidden) return;
  const bool host_only = cookie->domain.empty() || is_public_suffix(cookie->domain);
  keep({.expires = expiry_of(*cookie, now), .host_only = host_only, .secure = cookie->secure},
       {cookie->name, cookie->value, host_only ? std::string_view(from.host) : cookie->domain,
        cookie->path.empty() ? default_path(path_of(target)) : cookie->path},
       now);
}

void CookieJar::remove_expired(sys_seconds now) {
  std::erase_if(cookies_, [now](const Kept& kept) { return kept.expires <= now; });
}

void CookieJar::keep(const Kept& like, const Texts& texts, sys_seconds now) {
  const auto [name, value, domain, path] = texts;
  const auto known = std::find_if(cookies_.begin(), cookies_.end(), [&](const Kept& cookie) {
    return cookie.name == name && cookie.path == path && cookie.host_only == like.host_only &&
           equals_ignoring_case(cookie.domain, domain);
  });
  if (known != cookies_.end()) {
    known->value = value;
    known->expires = like.expires;
    known->secure = like.secure;
    known->used = ++uses_;
    return remove_expired(now);
  }
  remove_expired(now);
  if (like.expires <= now) return;
  Kept cookie = like;
  cookie.name = name;
  cookie.value = value;
  assign_lower(cookie.domain, domain);
  cookie.path = path;
  cookie.created = cookie.used = ++uses_;
  make_room(cookie.domain);  // after the copies, because the value can view another cookie
  const auto shorter = std::find_if(cookies_.begin(), cookies_.end(), [&](const Kept& other) {
    return other.path.size() < cookie.path.size();
  });
  cookies_.insert(shorter, std::move(cookie));
}

// Of several cookies that were sent together, removes the newest: a session is usually the oldest.
void CookieJar::make_room(std::string_view domain) {
  const auto same = [&](const Kept& kept) { return equals_ignoring_case(kept.domain, domain); };
  const auto count = std::count_if(cookies_.begin(), cookies_.end(), same);
  const bool full_domain = count >= static_cast<std::ptrdiff_t>(kMaxCookiesPerDomain);
  if (!full_domain && cookies_.size() < kMaxCookies) return;
  auto unused = cookies_.end();
  for (auto kept = cookies_.begin(); kept != cookies_.end(); ++kept) {
    if (full_domain && !same(*kept)) continue;
    const bool sooner = unused == cookies_.end() || kept->used < unused->used ||
                        (kept->used == unused->used && kept->created > unused->created);
    if (sooner) unused = kept;
  }
  cookies_.erase(unused);
}

void CookieJar::append_to(std::string& out, const Origin& to, std::string_view target,
                          sys_seconds now) {
  const std::string_view path = path_of(target);
  const bool secure = is_secure(to);
  bool first = true;
  ++uses_;
  for (Kept& cookie : cookies_) {
    const bool goes = (cookie.host_only ? equals_ignoring_case(to.host, cookie.domain)
                                        : domain_matches(to.host, cookie.domain)) &&
                      path_matches(path, cookie.path) && (secure || !cookie.secure) &&
                      cookie.expires > now;
    if (!goes) continue;
    cookie.used = uses_;
    if (!first) out += "; ";
    first = false;
    out.append(cookie.name).append("=").append(cookie.value);
  }
}

}  // namespace traffic
