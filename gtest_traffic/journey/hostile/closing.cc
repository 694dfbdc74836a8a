// SPDX-License-Identifier: Apache-2.0
// Connections that end unexpectedly, and responses that arrive before their request.
#include "gtest_traffic/journey/hostile/behavior.h"

namespace traffic::detail {
namespace {

using testing::AnyOf;

// A reset may overtake data that was sent before it, and a request may use a connection that is
// already closed.
const testing::Matcher<Failure> kGone = AnyOf(Failure::kClosed, Failure::kReset);

constexpr std::size_t kMuch = 16U << 20;

Response upload_much(Http& http, const std::string&) {
  return http.post("/", raw(std::string(kMuch, 'u'), "text/plain"));
}

Behavior with_upload(const char* name, Treatment serve, Outcome outcome) {
  Behavior behavior{name, std::move(serve), std::move(outcome), upload_much};
  behavior.memory = 6 * kMuch;  // both copies of the body: the given one and the sent one
  return behavior;
}

constexpr std::string_view kTooLarge =
    "HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 4\r\n\r\nmuch";

// Uses a connection that the server closes, or has closed, after its first response.
Response ask_again(Http& http, const std::string&) {
  http.get("/");
  return http.get("/");
}
Response ask_and_post(Http& http, const std::string&) {
  http.get("/");
  return http.post("/", {{"n", 1}});
}

// Leaves the connection open until the second request arrives.
Treatment says_then(std::string first, void (*then)(RawConnection&)) {
  return [first = std::move(first), then](RawConnection& connection) {
    connection.read_head();
    connection.write(first);
    if (connection.read_head().empty()) return;
    then(connection);
  };
}

}  // namespace

Behaviors hostile_closing() {
  const std::string half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
  const std::string fine(kFine);
  return {
      {"ImmediateClose", [](RawConnection&) {}, fails(kGone)},
      {"ImmediateReset", [](RawConnection& connection) { connection.reset_at_close(); },
       fails(kGone)},
      {"CloseWithoutResponse", says(""), fails(Failure::kClosed, "without a response")},
      {"ResetWithoutResponse", says_and_resets(""), fails(Failure::kReset, "reset")},
      {"CloseInHead", says("HTTP/1.1 200 OK\r\nContent-Le"),
       fails(Failure::kClosed, "inside the headers")},
      {"CloseInBody", says(half), fails(Failure::kClosed, "inside the body")},
      {"ResetInHead", says_and_resets("HTTP/1.1 200 OK\r\nContent-Le"), fails(kGone)},
      {"ResetInBody", says_and_resets(half), fails(kGone)},
      {"ResetAfterBody", says_and_resets(fine), answers(200, "fine")},
      {"HalfCloseAfterResponse",
       [](RawConnection& connection) {
         connection.read_head();
         connection.write(kFine);
         connection.end_writing();
         connection.comes_within(std::chrono::seconds(5));
       },
       answers(200, "fine")},
      {"HalfCloseBeforeResponse",
       [](RawConnection& connection) {
         connection.read_head();
         connection.end_writing();
         connection.wait_for_end();
       },
       fails(Failure::kClosed, "without a response")},
      {"ResponseBeforeRequest",
       [fine](RawConnection& connection) {
         connection.write(fine);
         connection.read_head();
       },
       answers(200, "fine")},
      {"TwoResponses",
       [fine](RawConnection& connection) {
         connection.read_head();
         connection.write(fine + fine);
         connection.comes_within(std::chrono::seconds(5));
       },
       answers(200, "fine"), ask_again},
      {"CloseWhileIdle", says(fine), answers_or_fails(200, kGone), ask_again},
      {"CloseWhileIdleBeforePost", says(fine), answers_or_fails(200, kGone), ask_and_post},
      {"CloseOnSecondRequest", says_then(fine, [](RawConnection&) {}),
       fails(Failure::kClosed, "may have executed the request"), ask_again},
      {"ResetOnSecondRequest",
       says_then(fine, [](RawConnection& connection) { connection.reset_at_close(); }),
       fails(Failure::kReset, "may have executed the request"), ask_again},
      {"CloseOnPost", says_then(fine, [](RawConnection&) {}), fails(kGone), ask_and_post},
      with_upload(
          "EarlyResponseToUpload",
          [](RawConnection& connection) {
            connection.read_head();
            connection.write(kTooLarge);
            connection.end_writing();
            connection.wait_for_end();
          },
          answers(413, "much")),
      with_upload("EarlyResponseToUploadThenClose", says(std::string(kTooLarge)),
                  answers_or_fails(413, kGone)),
      with_upload(
          "EarlyAcceptanceOfUpload",
          [](RawConnection& connection) {
            connection.read_head();
            connection.write(kFine);
            // The client may have sent everything before it received the response. It then uses the
            // connection again.
            connection.skip(kMuch);
          },
          answers(200, "fine")),
      with_upload("CloseDuringUpload", says(""), fails(kGone)),
      with_upload("ResetDuringUpload", says_and_resets(""), fails(kGone)),
  };
}

}  // namespace traffic::detail
