// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/cookie.h"
#include "gtest_traffic/http/url.h"

namespace traffic {

// Stores the cookies of one virtual user and selects those for each request. Follows RFC 6265,
// sections 5.3 and 5.4, and the rules of its revision for prefixes and Secure. Every request counts
// as a top-level navigation, so SameSite never blocks a cookie. `SameSite=None` without Secure is
// rejected. Only https and loopback hosts can set and receive Secure cookies. Not thread-safe.
class CookieJar {
 public:
  // If a new cookie exceeds a limit, expired cookies are removed. If none is expired, the least
  // recently used cookie of this domain, or of any domain, is removed (RFC 6265, section 5.3).
  static constexpr std::size_t kMaxCookies = 300;
  static constexpr std::size_t kMaxCookiesPerDomain = 50;

  // `home` is the target of the user. Cookies from `set` go there. It must outlive the jar.
  explicit CookieJar(const Origin& home) : home_(&home) {}

  // Returns the value of the cookie with that name. If there are several, returns the one with the
  // longest path. Returns `std::nullopt` if there is none or it has expired. Valid until the jar
  // changes.
  std::optional<std::string_view> get(std::string_view name) const;

  // Adds a cookie to all later requests to the target, regardless of the path.
  void set(std::string_view name, std::string_view value);

  void erase(std::string_view name);
  void clear();
  std::size_t size() const;

  // Stores a cookie from a response of that origin and target. Ignores a cookie that violates the
  // rules or is for a public suffix (`com`, `co.uk`). Removes expired cookies.
  void store(std::string_view set_cookie, const Origin& from, std::string_view target,
             std::chrono::sys_seconds now);

  // Appends the value of the `Cookie` field for a request, whose cookies then count as used.
  // Appends nothing if no cookie matches.
  void append_to(std::string& out, const Origin& to, std::string_view target,
                 std::chrono::sys_seconds now);

 private:
  struct Kept {
    std::string name = {};
    std::string value = {};
    std::string domain = {};
    std::string path = {};
    std::chrono::sys_seconds expires = {};
    std::uint64_t created = 0;  // by `uses_`
    std::uint64_t used = 0;     // when it was sent or stored last, by `uses_`
    bool host_only = true;
    bool secure = false;
  };
  struct Texts {
    std::string_view name = {}, value = {}, domain = {}, path = {};
  };
  void keep(const Kept& like, const Texts& texts, std::chrono::sys_seconds now);
  void make_room(std::string_view domain);
  void remove_expired(std::chrono::sys_seconds now);

  const Origin* home_;
  std::vector<Kept> cookies_;  // in sending order: longest path first, then oldest
  std::uint64_t uses_ = 0;     // counts requests with cookies and stored cookies
};

namespace detail {

// Tells whether a domain is a public suffix, for which no host can set cookies. True for a domain
// without a dot, and for two labels whose first is a common registry label (`co.uk`, `com.au`).
// This is not the public suffix list: other suffixes (`github.io`) are not recognized.
bool is_public_suffix(std::string_view domain);

}  // namespace detail
}  // namespace traffic
