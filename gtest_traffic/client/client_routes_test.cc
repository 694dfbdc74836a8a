// SPDX-License-Identifier: Apache-2.0
// Tests addresses that replace the look-up of a name.
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>
#include <thread>

#include "gtest_traffic/client/testing/client_fixture.h"
#include "gtest_traffic/net/target_check.h"
#include "gtest_traffic/net/testing/raw_server.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

class ClientRoutesTest : public ClientTest {
 protected:
  void give(const std::string& host, std::uint16_t port, const std::string& address) {
    settings_.routes.entries.push_back({host, port, {*Address::from_literal(address, port)}});
  }
};

TEST_F(ClientRoutesTest, GivenAddressReplacesLookup) {
  give("shop.invalid", other_.port(), "127.0.0.1");
  run([&](Client& client) {
    const std::string place = "shop.invalid:" + std::to_string(other_.port());
    EXPECT_THAT(body_of(client, {"http://shop.invalid:{}/echo/a", other_.port()}),
                HasSubstr("Host: " + place));
    EXPECT_EQ(get(client, "http://shop.invalid:1/").failure, Failure::kDns);
    EXPECT_EQ(get(client, "http://other.invalid/").failure, Failure::kDns);
  });
}

TEST_F(ClientRoutesTest, RuleAppliesToGivenAddress) {
  give("localhost", 80, "192.0.2.1");
  settings_.rule.local_only = true;
  const auto refusal =
      refuse_target(*parse_base_url("http://localhost"), settings_.rule, {}, settings_.routes);
  ASSERT_TRUE(refusal);
  EXPECT_THAT(refusal->message, HasSubstr("192.0.2.1"));
  run([&](Client& client) {
    EXPECT_EQ(get(client, "http://localhost/").failure, Failure::kForbiddenTarget);
  });
}

TEST_F(ClientRoutesTest, NamesBelowLocalhostAreLoopback) {
  run([&](Client& client) {
    EXPECT_THAT(body_of(client, {"http://shop.LOCALHOST:{}/echo/a", other_.port()}),
                HasSubstr("GET /echo/a HTTP/1.1"));
  });
}

TEST_F(ClientRoutesTest, LoadTakesAddressesInTurn) {
  Server second;
  for (Server* const server : {&target_, &second}) {
    server->route("GET", "/who", [server](const ServerRequest&) {
      return ServerResponse{.body = server->url(), .headers = {}};
    });
  }
  target_.start();
  second.start({.address = "127.0.0.2", .port = target_.port()});
  const auto answers = [&](AddressOrder order) {
    settings_.address_order = order;
    settings_.routes.entries = {{"shop.test", target_.port(), {}}};
    for (const char* const address : {"127.0.0.1", "127.0.0.2"}) {
      settings_.routes.entries[0].addresses.push_back(
          *Address::from_literal(address, target_.port()));
    }
    std::map<std::string, int> counts;
    run_on_fiber([&](Reactor& reactor) {
      ClientEnvironment environment(reactor, settings_);
      environment.set_target(*parse_base_url("http://shop.test:" + std::to_string(target_.port())));
      for (int i = 0; i < 4; ++i) {
        Client client(environment);
        ++counts[std::string(get(client, "/who").body)];
      }
      for (const auto& [address, count] : environment.connections) {
        EXPECT_EQ(counts["http://" + address.text()], static_cast<int>(count));
      }
    });
    return counts;
  };
  EXPECT_THAT(answers(AddressOrder::kInTurn),
              UnorderedElementsAre(Pair(target_.url(), 2), Pair(second.url(), 2)));
  EXPECT_THAT(answers(AddressOrder::kAsResolved), UnorderedElementsAre(Pair(target_.url(), 4)));
}

// Answers one connection on a Unix socket.
class UnixServer {
 public:
  UnixServer() : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    std::string pattern = (std::filesystem::temp_directory_path() / "unix_XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    folder_ = pattern;
    const Address address = *Address::from_path(path());
    if (::bind(descriptor_, address.data(), address.size()) != 0 || ::listen(descriptor_, 8) != 0) {
      throw std::runtime_error("no Unix socket to listen on");
    }
    thread_ = std::thread([this] {
      const int accepted = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) return;
      RawConnection connection(accepted);
      for (int i = 0; i < 2; ++i) {
        const std::string head = connection.read_head();
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(head.size()) +
                         "\r\n\r\n" + head);
      }
      ::close(accepted);
    });
  }
  ~UnixServer() {
    ::shutdown(descriptor_, SHUT_RDWR);
    thread_.join();
    ::close(descriptor_);
    std::filesystem::remove_all(folder_);
  }
  std::string path() const { return folder_ / "app.sock"; }

 private:
  int descriptor_;
  std::filesystem::path folder_;
  std::thread thread_;
};

TEST_F(ClientRoutesTest, UnixSocketCarriesEveryConnection) {
  const UnixServer server;
  settings_.routes.socket = Address::from_path(server.path());
  run([&](Client& client) {
    const std::string host = "shop.invalid";
    EXPECT_THAT(body_of(client, {"http://{}/echo/a", host}),
                AllOf(HasSubstr("GET /echo/a HTTP/1.1\r\n"), HasSubstr("Host: shop.invalid\r\n")));
    EXPECT_THAT(body_of(client, {"http://{}/echo/b", host}), HasSubstr("GET /echo/b"));
    EXPECT_EQ(client.connections_opened(), 1U);
  });
}

TEST_F(ClientRoutesTest, MissingUnixSocketIsNamed) {
  settings_.routes.socket = Address::from_path("/nonexistent/app.sock");
  run([&](Client& client) {
    const Exchange& exchange = get(client, "/echo/a");
    EXPECT_EQ(exchange.failure, Failure::kUnreachable);
    EXPECT_THAT(exchange.failure_detail, HasSubstr("connect to unix:/nonexistent/app.sock: "));
  });
}

}  // namespace
}  // namespace traffic::detail
