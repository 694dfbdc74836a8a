// SPDX-License-Identifier: Apache-2.0
// Servers that violate or misuse TLS.
#include <openssl/ssl.h>

#include <thread>

#include "gtest_traffic/journey/hostile/behavior.h"
#include "gtest_traffic/journey/hostile/tls_peer.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AnyOf;

const testing::Matcher<Failure> kGone = AnyOf(Failure::kClosed, Failure::kReset);
constexpr std::string_view kHalf = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
constexpr std::size_t kMuch = 16U << 20;

Behavior on_tls(const char* name, Treatment serve, Outcome outcome) {
  return {name, std::move(serve), std::move(outcome), {}, Scheme::kHttps};
}

Behavior never_shakes_hands(const char* name, Treatment serve) {
  Behavior behavior = on_tls(name, std::move(serve), fails(Failure::kConnectTimeout, "TLS"));
  behavior.connect_timeout = 100ms;
  return behavior;
}

Behavior never_answers(const char* name, Treatment serve) {
  Behavior behavior = on_tls(name, std::move(serve), fails(Failure::kReadTimeout));
  behavior.read_timeout = 150ms;
  return behavior;
}

// Replies to the first bytes of the client.
Treatment replies(std::string text) {
  return [text = std::move(text)](RawConnection& connection) {
    if (!connection.comes_within(5s)) return;
    connection.write(text);
    connection.end_writing();
    connection.wait_for_end();
  };
}

std::string bytes(std::string_view literal) { return std::string(literal); }

Response upload_on_tls(Http& http, const std::string&) {
  return http.post("/", raw(std::string(kMuch, 'u'), "text/plain"));
}

Behavior on_tls_with_upload(const char* name, Treatment serve, Outcome outcome) {
  Behavior behavior = on_tls(name, std::move(serve), std::move(outcome));
  behavior.ask = upload_on_tls;
  behavior.memory = 6 * kMuch;
  return behavior;
}

Behaviors in_the_handshake() {
  using namespace std::string_view_literals;
  return {
      on_tls("TlsGarbage", replies(std::string(64, '\0')), fails(Failure::kTls, "TLS handshake: ")),
      on_tls("TlsPortSpeaksPlainHttp", replies("HTTP/1.1 400 Bad Request\r\n\r\n"),
             fails(Failure::kTls, "plain HTTP")),
      on_tls("TlsAlertDuringHandshake", replies(bytes("\x15\x03\x03\x00\x02\x02\x28"sv)),
             fails(Failure::kTls, "TLS handshake: ")),
      on_tls("TlsUnknownRecord", replies(bytes("\x63\x03\x03\x00\x02\x02\x28"sv)),
             fails(Failure::kTls, "TLS handshake: ")),
      on_tls("TlsTruncatedServerHello",
             replies(bytes("\x16\x03\x03\x00\x40\x02\x00\x00\x3c\x03"sv)),
             fails(kGone, "TLS handshake")),
      on_tls("TlsServerHelloOfZeros",
             replies(bytes("\x16\x03\x03\x00\x2a\x02\x00\x00\x26"sv) + std::string(38, '\0')),
             fails(Failure::kTls, "TLS handshake: ")),
      on_tls("TlsRecordBeyondLimit",
             replies(bytes("\x16\x03\x03\xff\xff"sv) + std::string(0xffff, 'x')),
             fails(Failure::kTls, "TLS handshake: ")),
      on_tls(
          "TlsEndlessHandshake",
          [](RawConnection& connection) {
            if (!connection.comes_within(5s)) return;
            connection.write("\x16\x03\x03\x40\x00\x0b\xff\xff\xff"sv);
            connection.write(std::string(0x4000 - 4, 'c'));
            write_without_end(connection,
                              bytes("\x16\x03\x03\x40\x00"sv) + std::string(0x4000, 'c'));
          },
          fails(Failure::kTls, "TLS handshake: ")),
      on_tls(
          "TlsImmediateClose", [](RawConnection&) {}, fails(kGone, "TLS handshake")),
      on_tls("TlsCloseAfterClientHello", replies(""),
             fails(Failure::kClosed, "does this port use TLS?")),
      on_tls(
          "TlsResetAfterClientHello",
          [](RawConnection& connection) {
            connection.comes_within(5s);
            connection.reset_at_close();
          },
          fails(Failure::kReset, "during the TLS handshake")),
      on_tls("TlsOldVersions", over_tls([](TlsPeer&) {}, {{}, TLS1_VERSION, TLS1_1_VERSION}),
             fails(Failure::kTls, "version")),
      never_shakes_hands("TlsSilence",
                         [](RawConnection& connection) { connection.wait_for_end(); }),
      never_shakes_hands("TlsStallInServerHello",
                         [](RawConnection& connection) {
                           connection.comes_within(5s);
                           connection.write("\x16\x03\x03\x00\x40\x02\x00"sv);
                           connection.wait_for_end();
                         }),
      never_shakes_hands("TlsSlowServerHello",
                         [](RawConnection& connection) {
                           connection.comes_within(5s);
                           connection.write("\x16\x03\x03\x40\x00\x02\x00\x3f\x00"sv);
                           while (connection.write("x")) std::this_thread::sleep_for(1ms);
                         }),
  };
}

Behaviors after_the_handshake() {
  using namespace std::string_view_literals;
  return {
      on_tls("TlsCloseWithoutResponse", over_tls([](TlsPeer& peer) { peer.send_close_notify(); }),
             fails(Failure::kClosed, "without a response")),
      on_tls("TlsTruncationWithoutResponse", over_tls([](TlsPeer&) {}), fails(kGone)),
      on_tls("TlsCloseInBody", over_tls([](TlsPeer& peer) {
               peer.write(kHalf);
               peer.send_close_notify();
             }),
             fails(Failure::kClosed, "inside the body")),
      on_tls("TlsTruncationInBody", over_tls([](TlsPeer& peer) { peer.write(kHalf); }),
             fails(Failure::kReset)),
      on_tls("TlsTruncationInCloseDelimitedBody",
             over_tls([](TlsPeer& peer) { peer.write("HTTP/1.1 200 OK\r\n\r\nall?"); }),
             fails(Failure::kReset, "close_notify")),
      on_tls("TlsTruncationAfterBody", over_tls([](TlsPeer& peer) { peer.write(kFine); }),
             answers(200, "fine")),
      on_tls("TlsPlainTextInStream", over_tls([](TlsPeer& peer) {
               peer.raw().write("HTTP/1.1 200 OK\r\n\r\n");
               peer.raw().wait_for_end();
             }),
             fails(Failure::kTls, "not valid TLS")),
      on_tls("TlsUnprotectedRecord", over_tls([](TlsPeer& peer) {
               peer.raw().write(
                   "\x17\x03\x03\x00\x14"
                   "01234567890123456789"sv);
               peer.raw().wait_for_end();
             }),
             fails(Failure::kTls, "not valid TLS")),
      on_tls("TlsTruncatedRecord", over_tls([](TlsPeer& peer) {
               peer.raw().write("\x17\x03\x03\x00\x14"sv);
               peer.raw().end_writing();
               peer.raw().wait_for_end();
             }),
             fails(Failure::kReset, "close_notify")),
      on_tls("TlsRenegotiation",
             over_tls(
                 [](TlsPeer& peer) {
                   SSL_renegotiate(peer.native());
                   SSL_do_handshake(peer.native());
                   peer.write(kFine);
                   peer.send_close_notify();
                 },
                 {{}, TLS1_2_VERSION, TLS1_2_VERSION}),
             answers_or_fails(200, AnyOf(Failure::kTls, kGone))),
      never_answers("TlsStallInHead", over_tls([](TlsPeer& peer) {
                      peer.write("HTTP/1.1 2");
                      peer.wait_for_end();
                    })),
      never_answers("TlsStallInBody", over_tls([](TlsPeer& peer) {
                      peer.write(kHalf);
                      peer.wait_for_end();
                    })),
      never_answers("TlsSlowBody", over_tls([](TlsPeer& peer) {
                      bool writes = peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                      for (; writes; writes = peer.write("x")) std::this_thread::sleep_for(1ms);
                    })),
      never_answers("TlsEndlessKeyUpdates", over_tls([](TlsPeer& peer) {
                      while (SSL_key_update(peer.native(), SSL_KEY_UPDATE_NOT_REQUESTED) == 1 &&
                             SSL_do_handshake(peer.native()) == 1) {
                      }
                    })),
      on_tls("TlsEndlessHeaders", over_tls([](TlsPeer& peer) {
               bool writes = peer.write("HTTP/1.1 200 OK\r\n");
               while (writes) writes = peer.write("X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n");
             }),
             fails(Failure::kHeaderTooLarge)),
      on_tls_with_upload("TlsEarlyResponseToUpload", over_tls([](TlsPeer& peer) {
                           peer.write(
                               "HTTP/1.1 413 Too Large\r\nConnection: close\r\n"
                               "Content-Length: 4\r\n\r\nmuch");
                           peer.wait_for_end();
                         }),
                         answers(413, "much")),
      on_tls_with_upload("TlsCloseDuringUpload",
                         over_tls([](TlsPeer& peer) { peer.send_close_notify(); }), fails(kGone)),
      on_tls_with_upload("TlsTruncationDuringUpload", over_tls([](TlsPeer&) {}), fails(kGone)),
  };
}

}  // namespace

Behaviors hostile_tls() {
  Behaviors all = in_the_handshake();
  for (Behavior& behavior : after_the_handshake()) all.push_back(std::move(behavior));
  return all;
}

}  // namespace traffic::detail
