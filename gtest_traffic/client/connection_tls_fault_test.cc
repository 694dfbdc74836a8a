// SPDX-License-Identifier: Apache-2.0
// Tests clients whose servers violate TLS or do not use it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <thread>

#include "gtest_traffic/client/testing/caller.h"
#include "gtest_traffic/client/testing/tls_caller.h"
#include "gtest_traffic/fiber/testing/run_on_fiber.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// Accepts one connection and passes it to a function, on a separate thread.
class Peer {
 public:
  explicit Peer(std::function<void(int)> treatment)
      : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(listener_, 1), 0);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, treatment = std::move(treatment)] {
      const int accepted = ::accept(listener_, nullptr, nullptr);
      if (accepted >= 0) treatment(accepted);
    });
  }
  ~Peer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  std::uint16_t port() const { return port_; }

 private:
  int listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

void read_some(int descriptor) {
  std::array<char, 4096> bytes;
  EXPECT_GT(::recv(descriptor, bytes.data(), bytes.size(), 0), 0);
}

void send_all(int descriptor, std::string_view bytes) {
  EXPECT_EQ(::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(bytes.size()));
}

// Closes like a program that has read everything.
void close_kindly(int descriptor) {
  ::shutdown(descriptor, SHUT_WR);
  std::array<char, 4096> bytes;
  while (::recv(descriptor, bytes.data(), bytes.size(), 0) > 0) {
  }
  ::close(descriptor);
}

void close_with_reset(int descriptor) {
  const linger now{1, 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(descriptor);
}

struct TlsResult {
  Failure failure;
  std::string detail;
};

TlsResult call(std::uint16_t port, const TlsOptions& options = {},
               Duration connect_timeout = std::chrono::seconds(10)) {
  TlsResult result{};
  run_on_fiber([&](Reactor& reactor) {
    TlsCaller caller(reactor, port, options, "127.0.0.1", connect_timeout);
    const Exchange exchange = caller.get("/ok");
    EXPECT_EQ(exchange.status, 0);
    result = {exchange.failure, std::string(exchange.failure_detail)};
  });
  return result;
}

TEST(ConnectionTlsFaultTest, ReportsPlainHttpServer) {
  Server server;
  server.start();
  const TlsResult result = call(server.port());
  EXPECT_EQ(result.failure, Failure::kTls);
  EXPECT_THAT(result.detail, HasSubstr("the server answered with plain HTTP; use http://"));
}

TEST(ConnectionTlsFaultTest, ServerReportsPlainHttpClient) {
  TestAuthority authority;
  const KeyPair pair = authority.issue();
  const TlsServer target({.certificate_file = pair.certificate, .key_file = pair.key});
  run_on_fiber([&](Reactor& reactor) {
    Caller caller(reactor, target.server);
    const Exchange exchange = caller.get("/ok");
    EXPECT_EQ(exchange.status, 400);
    EXPECT_THAT(std::string(exchange.body), HasSubstr("this port speaks TLS"));
  });
}

TEST(ConnectionTlsFaultTest, ReportsAlertInsteadOfResponse) {
  for (const auto& end : {close_kindly, close_with_reset}) {
    const Peer peer([&end](int connection) {
      read_some(connection);
      send_all(connection, std::string_view("\x15\x03\x01\x00\x02\x02\x16", 7));
      end(connection);
    });
    run_on_fiber([&](Reactor& reactor) {
      const Origin origin{.host = "127.0.0.1", .port = peer.port()};
      Arena arena;
      WireSender sender(reactor, origin, {}, arena);
      const Exchange& exchange = *sender.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").last;
      EXPECT_THAT(exchange.failure, testing::AnyOf(Failure::kMalformed, Failure::kReset));
      // A reset may overtake data that was sent before it.
      if (exchange.failure == Failure::kMalformed) {
        EXPECT_THAT(std::string(exchange.failure_detail), HasSubstr("answered in TLS"));
      }
    });
  }
}

TEST(ConnectionTlsFaultTest, UnansweredHandshakeTimesOut) {
  const Peer silent([](int connection) {
    std::array<char, 4096> bytes;
    while (::recv(connection, bytes.data(), bytes.size(), 0) > 0) {
    }
    ::close(connection);
  });
  const TlsResult result = call(silent.port(), {}, 50ms);
  EXPECT_EQ(result.failure, Failure::kConnectTimeout);
  EXPECT_THAT(result.detail, HasSubstr("no TLS handshake within the connect timeout"));
}

TEST(ConnectionTlsFaultTest, ReportsCloseDuringHandshake) {
  const Peer closing([](int connection) {
    read_some(connection);
    close_kindly(connection);
  });
  const TlsResult closed = call(closing.port());
  EXPECT_EQ(closed.failure, Failure::kClosed);
  EXPECT_THAT(closed.detail, HasSubstr("closed the connection during the TLS handshake"));

  const Peer resetting([](int connection) {
    read_some(connection);
    close_with_reset(connection);
  });
  const TlsResult reset = call(resetting.port());
  EXPECT_EQ(reset.failure, Failure::kReset);
  EXPECT_THAT(reset.detail, HasSubstr("reset the connection during the TLS handshake"));
}

TEST(ConnectionTlsFaultTest, ReportsGarbageInsteadOfHandshake) {
  for (const std::string_view garbage :
       {std::string_view("220 smtp.example ESMTP\r\n"), std::string_view("\0\0\0\0\0\0\0\0", 8),
        std::string_view("\x16\x03\x03\x00\x04\x02\x00\x00\x00", 9),
        std::string_view("\x16\x03\x03\xff\xff", 5)}) {
    const Peer peer([garbage](int connection) {
      read_some(connection);
      send_all(connection, garbage);
      close_kindly(connection);
    });
    const TlsResult result = call(peer.port());
    EXPECT_EQ(result.failure, Failure::kTls) << result.detail;
    EXPECT_THAT(result.detail, HasSubstr("TLS handshake: "));
  }
}

// Completes the handshake, reads the request, and then sends unencrypted bytes.
class ConnectionTlsBrokenTest : public testing::Test {
 protected:
  TlsResult call_and_send(std::string_view bytes) {
    const KeyPair pair = authority_.issue();
    std::vector<Error> mistakes;
    const auto context = TlsContext::for_server(
        {.certificate_file = pair.certificate, .key_file = pair.key}, mistakes);
    const Peer peer([&](int connection) {
      run_on_fiber([&](Reactor& reactor) {
        Socket socket(reactor);
        socket.adopt(connection);
        const Time deadline = Clock::now() + 10s;
        ASSERT_EQ(socket.accept_tls(*context, deadline), Failure::kNone);
        std::array<char, 4096> buffer;
        std::size_t count = 0;
        ASSERT_EQ(socket.receive(buffer, deadline, count), Failure::kNone);
        ASSERT_EQ(socket.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", deadline, count),
                  Failure::kNone);
        send_all(socket.descriptor(), bytes);
        ::shutdown(socket.descriptor(), SHUT_WR);
        while (socket.receive(buffer, deadline, count) == Failure::kNone) {
        }
        socket.cut();
      });
    });
    return call(peer.port(), {.ca_file = authority_.file()});
  }

 private:
  TestAuthority authority_;
};

TEST_F(ConnectionTlsBrokenTest, RejectsUnprotectedRecord) {
  const TlsResult result =
      call_and_send(std::string_view("\x17\x03\x03\x00\x14"
                                     "01234567890123456789",
                                     25));
  EXPECT_EQ(result.failure, Failure::kTls);
  EXPECT_THAT(result.detail, HasSubstr("the received data is not valid TLS"));
}

TEST_F(ConnectionTlsBrokenTest, RejectsPlainTextInStream) {
  const TlsResult result = call_and_send("HTTP/1.1 200 OK\r\n\r\n");
  EXPECT_EQ(result.failure, Failure::kTls);
  EXPECT_THAT(result.detail, HasSubstr("the received data is not valid TLS"));
}

TEST_F(ConnectionTlsBrokenTest, RejectsTruncatedRecord) {
  const TlsResult result = call_and_send(std::string_view("\x17\x03\x03\x00\x14", 5));
  EXPECT_EQ(result.failure, Failure::kReset);
  EXPECT_THAT(result.detail, HasSubstr("without a TLS close_notify"));
}

}  // namespace
}  // namespace traffic::detail
