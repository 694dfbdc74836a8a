// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/loopback.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

TEST(IsLoopbackHostTest, AcceptsNamesAndAddressesOfThisMachine) {
  for (const char* host :
       {"localhost", "LocalHost", "shop.localhost", "127.0.0.1", "127.9.9.9", "::1"}) {
    EXPECT_TRUE(is_loopback_host(host)) << host;
  }
  for (const char* host :
       {"", "notlocalhost", "localhost.example", "128.0.0.1", "127.example", "::2", "10.0.0.1"}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
  }
}

TEST(IsIpAddressTest, DistinguishesAddressesFromNames) {
  for (const char* host : {"10.1.2.3", "::1", "fe80::1"}) EXPECT_TRUE(is_ip_address(host)) << host;
  for (const char* host : {"", "1.2.3", "a.b.c.d", "10"}) EXPECT_FALSE(is_ip_address(host)) << host;
}

}  // namespace
}  // namespace traffic::detail
