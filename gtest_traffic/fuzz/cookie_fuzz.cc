// SPDX-License-Identifier: Apache-2.0
// An input is a byte and the Set-Cookie headers of a response, one per line. The byte selects the
// origin of the response. The checks cover the Cookie header that the client then sends.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/cookie_jar.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace traffic;
  using namespace traffic::detail;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Origin home{.tls = (data[0] & 1) != 0, .host = "www.shop.co.uk", .port = 8080};
  const Origin local{.host = "127.0.0.1", .port = 8080};
  const Origin& from = (data[0] & 2) != 0 ? home : local;
  constexpr std::string_view kTarget = "/a/b?c=/d";
  const std::chrono::sys_seconds now(std::chrono::seconds(1'700'000'000));

  CookieJar jar(home);
  for (const std::string_view line : split(text, '\n')) {
    jar.store(line, from, kTarget, now);
    // The cookies can belong to three domains: 127.0.0.1, www.shop.co.uk and shop.co.uk.
    if (jar.size() > CookieJar::kMaxCookiesPerDomain * 3) std::abort();
  }
  std::string sent;
  jar.append_to(sent, from, kTarget, now);
  // A response must not be able to add a header to the next request.
  if (sent.find_first_of("\r\n") != std::string::npos) std::abort();
  // The jar must not store a cookie for all hosts below a public suffix.
  std::string elsewhere;
  jar.append_to(elsewhere, {.tls = true, .host = "bank.co.uk", .port = 443}, "/a/b", now);
  if (!elsewhere.empty()) std::abort();
  jar.clear();
  return 0;
}
