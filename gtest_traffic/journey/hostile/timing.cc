// SPDX-License-Identifier: Apache-2.0
// Slow servers: every time-out limits the whole operation, not the wait for the next byte.
#include <unistd.h>

#include "gtest_traffic/journey/hostile/behavior.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

Behavior never_done(const char* name, Treatment serve, Ask ask = {}) {
  return {name, std::move(serve), fails(Failure::kReadTimeout), std::move(ask), Scheme::kHttp, 10s,
          100ms};
}

Response upload_too_much_to_buffer(Http& http, const std::string&) {
  return http.post("/", raw(std::string(32U << 20, 'u'), "text/plain"));
}

}  // namespace

Behaviors hostile_timing() {
  const std::string head = "HTTP/1.1 200 OK\r\n";
  const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string length = head + "Content-Length: 100000\r\n\r\n";
  Behaviors all{
      never_done("Silence", says_and_stalls("")),
      never_done("StallInStatusLine", says_and_stalls("HTTP/1.1 20")),
      never_done("StallInHead", says_and_stalls(head + "Content-Le")),
      never_done("StallBeforeBody", says_and_stalls(length)),
      never_done("StallInBody", says_and_stalls(length + "half")),
      never_done("StallInChunkSize", says_and_stalls(chunked + "4")),
      never_done("StallInChunk", says_and_stalls(chunked + "8\r\nfour")),
      never_done("StallBeforeLastChunk", says_and_stalls(chunked + "4\r\nfour\r\n")),
      never_done("StallInTrailers", says_and_stalls(chunked + "0\r\nX: ")),
      never_done("StallAfterContinue", says_and_stalls("HTTP/1.1 100 Continue\r\n\r\n")),
      never_done("StallInCloseDelimitedBody", says_and_stalls(head + "\r\nall?")),
      never_done("StallInGzip",
                 says_and_stalls(head + "Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08")),
      never_done("SlowHead", drips(head + "X: ", "x")),
      never_done("SlowBody", drips(length, "x")),
      never_done("SlowChunk", drips(chunked + "ffff\r\n", "x")),
      never_done("SlowTinyChunks", drips(chunked, "1\r\nx\r\n")),
      never_done("SlowContinues", drips("", "HTTP/1.1 100 Continue\r\n\r\n")),
      never_done(
          "UnreadUpload",
          [](RawConnection& connection) {
            connection.read_head();
            ::usleep(300'000);
            connection.wait_for_end();
          },
          upload_too_much_to_buffer),
  };
  all.back().memory = 136U << 20;  // both copies of the body: the given one and the sent one
  return all;
}

}  // namespace traffic::detail
