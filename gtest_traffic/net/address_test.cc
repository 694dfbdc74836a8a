// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/address.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

Address address(const std::string& literal) {
  const auto read = Address::from_literal(literal, 80);
  EXPECT_TRUE(read) << literal;
  return read.value_or(Address());
}

TEST(AddressTest, RejectsNames) {
  for (const char* name : {"localhost", "", "127.1", "256.0.0.1", "[::1]", "127.0.0.1:80", ":::"}) {
    EXPECT_FALSE(Address::from_literal(name, 80)) << name;
  }
}

TEST(AddressTest, PrintsAddressWithPort) {
  EXPECT_EQ(address("127.0.0.1").text(), "127.0.0.1:80");
  EXPECT_EQ(address("::1").text(), "[::1]:80");
}

TEST(AddressTest, KeepsPathOfUnixSocket) {
  const auto address = Address::from_path("/run/app.sock");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->text(), "unix:/run/app.sock");
  EXPECT_EQ(address->reach(), Reach::kLoopback);
  EXPECT_TRUE(Address::from_path(std::string(107, 'x')));
  EXPECT_FALSE(Address::from_path(std::string(108, 'x')));
  EXPECT_FALSE(Address::from_path(""));
}

struct Place {
  const char* literal;
  Reach reach;
};

class ReachTest : public testing::TestWithParam<Place> {};

TEST_P(ReachTest, ClassifiesAddress) {
  EXPECT_EQ(address(GetParam().literal).reach(), GetParam().reach) << GetParam().literal;
}

INSTANTIATE_TEST_SUITE_P(
    Places, ReachTest,
    testing::Values(Place{"127.0.0.1", Reach::kLoopback},
                    Place{"127.255.255.254", Reach::kLoopback}, Place{"128.0.0.1", Reach::kPublic},
                    Place{"0.0.0.0", Reach::kLoopback}, Place{"10.0.0.1", Reach::kPrivate},
                    Place{"11.0.0.1", Reach::kPublic}, Place{"172.15.255.255", Reach::kPublic},
                    Place{"172.16.0.0", Reach::kPrivate}, Place{"172.31.255.255", Reach::kPrivate},
                    Place{"172.32.0.0", Reach::kPublic}, Place{"192.168.255.1", Reach::kPrivate},
                    Place{"192.169.0.1", Reach::kPublic}, Place{"100.64.0.1", Reach::kPrivate},
                    Place{"100.127.255.255", Reach::kPrivate}, Place{"100.128.0.0", Reach::kPublic},
                    Place{"169.254.169.254", Reach::kLinkLocal},
                    Place{"169.255.0.1", Reach::kPublic}, Place{"192.0.2.1", Reach::kPublic},
                    Place{"::1", Reach::kLoopback}, Place{"::", Reach::kLoopback},
                    Place{"fe80::1", Reach::kLinkLocal}, Place{"fd00::1", Reach::kPrivate},
                    Place{"fc00::1", Reach::kPrivate}, Place{"2001:db8::1", Reach::kPublic},
                    Place{"::ffff:127.0.0.1", Reach::kLoopback},
                    Place{"::ffff:10.1.2.3", Reach::kPrivate},
                    Place{"::ffff:169.254.169.254", Reach::kLinkLocal},
                    Place{"::ffff:192.0.2.1", Reach::kPublic}));

}  // namespace
}  // namespace traffic::detail
