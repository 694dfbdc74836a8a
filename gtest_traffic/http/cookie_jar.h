// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/cookie.h"
#include "gtest_traffic/http/url.h"

namespace traffic {

// Keeps one virtual user's cookies and says which go with a request (RFC 6265 §5.3 and §5.4, with
// the prefixes and the rules on Secure of its revision). Belongs to its user. Every request counts
// as the user's own navigation, so SameSite keeps nothing back; `None` without Secure is refused.
// Secure cookies are taken from and sent to https and loopback hosts alone.
class CookieJar {
 public:
  static constexpr std::size_t kMost = 300;  // the oldest make room
  static constexpr std::size_t kMostPerDomain = 50;

  // `home` is the user's target, to which cookies of the user's own go; must outlive the jar.
  explicit CookieJar(const Origin& home) : home_(&home) {}

  // Returns the value of the cookie of that name, the one of the longest path when there are
  // several; nothing when there is none, or it has expired. Valid until the jar changes.
  std::optional<std::string_view> get(std::string_view name) const;

  // Sends a cookie with every later request to the target, whatever its path.
  void set(std::string_view name, std::string_view value);

  void erase(std::string_view name);
  void clear();
  std::size_t size() const;

  // Takes what a response from that origin and target sets; one that the rules refuse, or for a
  // public suffix (`com`, `co.uk`), is ignored. What has expired is thrown away.
  void store(std::string_view set_cookie, const Origin& from, std::string_view target,
             std::chrono::sys_seconds now);

  // Appends the value of the `Cookie` header of a request, nothing when none goes with it.
  void append_to(std::string& out, const Origin& to, std::string_view target,
                 std::chrono::sys_seconds now) const;

 private:
  struct Kept {
    std::string name;
    std::string value;
    std::string domain;
    std::string path;
    std::chrono::sys_seconds expires;
    std::uint64_t created = 0;
    bool host_only = true;
    bool secure = false;
  };
  void keep(const Kept& like, std::string_view name, std::string_view value,
            std::string_view domain, std::string_view path);
  void make_room(std::string_view domain);

  const Origin* home_;
  std::vector<Kept> cookies_;  // in the order they are sent: longest path first, then the oldest
  std::uint64_t created_ = 0;
};

// Tells whether nobody may own cookies of that domain: a name without a dot, or two labels of which
// the first is what registries of countries sell under (`co.uk`, `com.au`). Not the public suffix
// list: suffixes of another shape (`github.io`) are taken for domains.
bool is_public_suffix(std::string_view domain);

}  // namespace traffic
