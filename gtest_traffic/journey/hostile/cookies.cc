// SPDX-License-Identifier: Apache-2.0
// Too many cookies, too large cookies, and invalid cookies.
#include <stdexcept>

#include "gtest_traffic/journey/hostile/behavior.h"

namespace traffic::detail {
namespace {

std::string with(const std::string& cookies) {
  return "HTTP/1.1 200 OK\r\n" + cookies + "Content-Length: 4\r\n\r\nfine";
}

std::string set(const std::string& cookie) { return "Set-Cookie: " + cookie + "\r\n"; }

std::string many_cookies(int count) {
  std::string fields;
  for (int i = 0; i < count; ++i) fields += set("c" + std::to_string(i) + "=v");
  return fields;
}

std::string repeated(const char* text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

// Requests must stay valid regardless of the cookies that a server sets.
Response ask_for_an_echo(Http& http, const std::string&) {
  http.get("/");
  // The server closes the connection. The client may send this request before it notices, so the
  // request needs retries.
  const Response second = http.get("/", {.retries = 2});
  if (second.exchange().request_head.size() > 16384) throw std::length_error("a request too long");
  return second;
}

}  // namespace

Behaviors hostile_cookies() {
  const Outcome fine = answers(200, "fine");
  return {
      {"TwoThousandCookies", says(with(many_cookies(2000))), fine, ask_for_an_echo},
      {"EndlessCookies", says_without_end("HTTP/1.1 200 OK\r\n", set("a=b")),
       fails(Failure::kHeaderTooLarge)},
      {"SixtyKilobyteCookie", says(with(set("a=" + std::string(60'000, 'b')))), fine,
       ask_for_an_echo},
      {"InvalidCookies", says(with(set("") + set("=") + set(";;;=") + set("a") + set("=b"))), fine,
       ask_for_an_echo},
      {"CookieWithManyAttributes", says(with(set("a=b" + repeated("; Path=/", 5000)))), fine,
       ask_for_an_echo},
      {"NonAsciiCookie", says(with(set("\xff\xfe=\xfd"))), fine, ask_for_an_echo},
      {"LineBreakInCookie", says(with("Set-Cookie: a=b\rX-Injected: yes\r\n")), fine,
       ask_for_an_echo},
      {"OutOfRangeCookieAges",
       says(with(set("a=b; Max-Age=99999999999999999999") +
                 set("c=d; Max-Age=-99999999999999999999") +
                 set("e=f; Expires=Thu, 99 Foo 99999999 99:99:99 GMT"))),
       fine, ask_for_an_echo},
      {"CookieForOtherDomain",
       says(with(set("a=b; Domain=example.com") + set("c=d; Domain=com") + set("e=f; Domain=.") +
                 set("g=h; Domain=127.0.0.2"))),
       fine, ask_for_an_echo},
  };
}

}  // namespace traffic::detail
