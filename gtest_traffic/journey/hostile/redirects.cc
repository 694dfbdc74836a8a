// SPDX-License-Identifier: Apache-2.0
// Redirects to invalid or unwanted locations.
#include "gtest_traffic/journey/hostile/behavior.h"

namespace traffic::detail {
namespace {

std::string to(const std::string& location, int status = 302) {
  return "HTTP/1.1 " + std::to_string(status) + " Elsewhere\r\nLocation: " + location +
         "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
}

const char* const kTooMany = "more than 10 redirects";

// The server closes each connection after its response, which can be too late for the next request.
Response follow(Http& http, const std::string&) { return http.get("/", {.retries = 2}); }

Response post_json(Http& http, const std::string&) { return http.post("/", {{"n", 1}}); }

// A body that can be read only once.
Response post_stream(Http& http, const std::string&) {
  int pieces = 0;
  return http.post("/", streamed([&pieces](std::span<char> buffer) -> std::size_t {
                     buffer[0] = 'x';
                     return ++pieces == 1 ? 1 : 0;
                   }));
}

}  // namespace

Behaviors hostile_redirects() {
  const auto nowhere = [](const char* why = "") { return fails(Failure::kRedirect, why); };
  Behaviors all{
      {"RedirectToItself", says(to("/")), nowhere(kTooMany)},
      {"RedirectToDeeperPaths", says(to("x/")), nowhere(kTooMany)},
      {"PermanentRedirectOfPost", says(to("/", 301)), nowhere(kTooMany), post_json},
      {"RedirectKeepsBody", says(to("/", 307)), nowhere(kTooMany), post_json},
      {"RedirectOfStreamedBody", says(to("/", 308)), nowhere("cannot be rewound"), post_stream},
      {"RedirectWithoutLocation", says("HTTP/1.1 302 Lost\r\nContent-Length: 0\r\n\r\n"),
       answers(302)},
      {"RedirectToEmptyLocation", says(to("")), answers(302)},
      {"RedirectToFile", says(to("file:///etc/passwd")), nowhere("scheme 'file'")},
      {"RedirectToScript", says(to("javascript:alert(1)")), nowhere("scheme 'javascript'")},
      {"RedirectToFtp", says(to("ftp://127.0.0.1/")), nowhere("scheme 'ftp'")},
      {"RedirectToGopher", says(to("gopher://127.0.0.1:6379/_FLUSHALL")),
       nowhere("scheme 'gopher'")},
      {"RedirectToHostWithBlank", says(to("http://a b/")), nowhere()},
      {"RedirectWithoutHost", says(to("http:///x")), nowhere()},
      {"RedirectToInvalidPort", says(to("http://127.0.0.1:99999/")), nowhere("port")},
      {"RedirectToOpenBracket", says(to("http://[::1/")), nowhere()},
      {"RedirectToClosedPort", says(to("http://127.0.0.1:1/")), fails(Failure::kRefused)},
      {"RedirectToLongUrl", says(to("/" + std::string(60'000, 'a'))), nowhere(kTooMany)},
      {"RedirectWithControlByte", says(to("/\x01")), nowhere(kTooMany)},
      {"TruncatedRedirect",
       says("HTTP/1.1 302 Elsewhere\r\nLocation: /\r\nContent-Length: 9\r\n\r\nx"),
       fails(Failure::kClosed)},
      {"RedirectsWithLargeBodies",
       says("HTTP/1.1 302 Elsewhere\r\nLocation: /\r\nContent-Length: 16777216\r\n\r\n" +
            std::string(16U << 20, 'b')),
       nowhere(kTooMany)},
  };
  all.back().memory = 48U << 20;
  for (Behavior& each : all) {
    if (!each.ask) each.ask = follow;
  }
  return all;
}

}  // namespace traffic::detail
