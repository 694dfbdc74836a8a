// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/method.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace traffic::detail {
namespace {

TEST(MethodTest, OtherNamesHaveValues) {
  const Method find = method_named("PROPFIND");
  EXPECT_EQ(to_string(find), "PROPFIND");
  EXPECT_EQ(method_named(std::string("PROPFIND")), find);
  EXPECT_NE(method_named("PURGE"), find);
  EXPECT_EQ(to_string(method_named("propfind")), "propfind");
  EXPECT_FALSE(is_idempotent(find));
}

TEST(MethodTest, ListedNamesKeepTheirValues) {
  EXPECT_EQ(method_named("GET"), Method::kGet);
  EXPECT_EQ(method_named("OPTIONS"), Method::kOptions);
  EXPECT_TRUE(is_idempotent(Method::kOptions));
}

TEST(MethodTest, RejectsTextsThatAreNoMethods) {
  for (const char* const name : {"", "A B", "GET /", "A\r\nX: y", "CONNECT", "G\xc3\xa9T"}) {
    EXPECT_THROW(method_named(name), std::invalid_argument) << name;
  }
}

}  // namespace
}  // namespace traffic::detail
