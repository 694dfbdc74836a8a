// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/socket.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "gtest_traffic/fiber/testing/run_on_fiber.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Passes one end of a connection to a Socket and keeps the other.
class Peer {
 public:
  explicit Peer(Socket& socket) {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    socket.adopt(ends[0]);
    end_ = ends[1];
  }
  ~Peer() { close(); }
  void send(std::string_view bytes) const {
    EXPECT_EQ(::send(end_, bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
  }
  void close() {
    if (end_ >= 0) ::close(end_);
    end_ = -1;
  }

 private:
  int end_ = -1;
};

Time deadline() { return Clock::now() + 10s; }

TEST(SocketTest, ReceivesUntilThePeerCloses) {
  run_on_fiber([](Reactor& reactor) {
    Socket socket(reactor);
    Peer peer(socket);
    peer.send("abc");
    peer.close();
    std::array<char, 16> buffer;
    std::size_t received = 0;
    ASSERT_EQ(socket.receive(buffer, deadline(), received), Failure::kNone);
    EXPECT_EQ(std::string_view(buffer.data(), received), "abc");
    EXPECT_EQ(socket.receive(buffer, deadline(), received), Failure::kClosed);
  });
}

TEST(SocketTest, TimesOutWithoutData) {
  run_on_fiber([](Reactor& reactor) {
    Socket socket(reactor);
    const Peer peer(socket);
    std::array<char, 16> buffer;
    std::size_t received = 0;
    EXPECT_EQ(socket.receive(buffer, Clock::now() + 5ms, received), Failure::kReadTimeout);
  });
}

TEST(SocketTest, SendsMoreThanSystemBuffer) {
  run_on_fiber([](Reactor& reactor) {
    const std::string bytes(4 * 1024 * 1024, 'x');
    Socket from(reactor), to(reactor);
    int ends[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    from.adopt(ends[0]);
    to.adopt(ends[1]);
    std::size_t sent = 0;
    Failure failure = Failure::kStopped;
    Fiber sender([&] { failure = from.send(bytes, deadline(), sent); });
    reactor.start(sender);
    std::array<char, 64 * 1024> buffer;
    std::size_t total = 0;
    while (total < bytes.size()) {
      std::size_t received = 0;
      ASSERT_EQ(to.receive(buffer, deadline(), received), Failure::kNone);
      total += received;
    }
    EXPECT_EQ(failure, Failure::kNone);
    EXPECT_EQ(sent, bytes.size());
  });
}

TEST(SocketTest, IsStaleAfterUnexpectedDataOrClose) {
  run_on_fiber([](Reactor& reactor) {
    Socket socket(reactor);
    Peer peer(socket);
    EXPECT_FALSE(socket.stale());
    peer.send("x");
    reactor.sleep_until(Clock::now());  // one turn, which delivers the event
    EXPECT_TRUE(socket.stale());
    std::array<char, 16> buffer;
    std::size_t received = 0;
    ASSERT_EQ(socket.receive(buffer, deadline(), received), Failure::kNone);
    EXPECT_FALSE(socket.stale());
    peer.close();
    reactor.sleep_until(Clock::now());
    EXPECT_TRUE(socket.stale());
  });
}

TEST(SocketTest, IsNotStaleAfterFullReceive) {
  run_on_fiber([](Reactor& reactor) {
    Socket socket(reactor);
    const Peer peer(socket);
    peer.send("12345678");
    std::array<char, 8> buffer;
    std::size_t received = 0;
    ASSERT_EQ(socket.receive(buffer, deadline(), received), Failure::kNone);
    ASSERT_EQ(received, buffer.size());
    EXPECT_FALSE(socket.stale());
    peer.send("again");
    ASSERT_EQ(socket.receive(buffer, deadline(), received), Failure::kNone);
    EXPECT_EQ(received, 5U);
  });
}

TEST(SocketTest, DistinguishesTimeoutsBeforeAndAfterConnecting) {
  EXPECT_EQ(connect_failure_of(ETIMEDOUT), Failure::kConnectTimeout);
  EXPECT_EQ(failure_of(ETIMEDOUT), Failure::kReadTimeout);
  EXPECT_EQ(connect_failure_of(ECONNREFUSED), Failure::kRefused);
  EXPECT_EQ(failure_of(ECONNRESET), Failure::kReset);
}

TEST(SocketTest, StopsWaitingOnCancellation) {
  run_on_fiber([](Reactor& reactor) {
    Socket socket(reactor);
    const Peer peer(socket);
    Failure failure = Failure::kNone;
    bool waits = false;
    Fiber reader([&] {
      waits = true;
      std::array<char, 8> buffer;
      std::size_t received = 0;
      failure = socket.receive(buffer, Time::max(), received);
    });
    reactor.start(reader);
    while (!waits) reactor.sleep_until(Clock::now());
    reactor.wake(reader, Wake::kCanceled);
    while (!reader.done()) reactor.sleep_until(Clock::now());
    EXPECT_EQ(failure, Failure::kStopped);
  });
}

}  // namespace
}  // namespace traffic::detail
