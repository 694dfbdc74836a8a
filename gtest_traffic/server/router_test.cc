// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/server/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gtest_traffic/codec/percent_decode.h"

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RouterTest : public testing::Test {
 protected:
  void add(std::string_view method, std::string_view pattern) {
    router_.add(method, pattern, [](const ServerRequest&) { return ServerResponse{}; }, {});
  }
  const Router::Route* find(std::string_view method, std::string_view path) {
    request_ = {};
    allowed_.clear();
    request_.method = method;
    request_.path = path;
    return router_.find(request_, allowed_);
  }

  Router router_;
  ServerRequest request_;
  std::string allowed_;
};

TEST_F(RouterTest, FindsRouteAndParameters) {
  add("GET", "/users/{}/orders/{}");
  ASSERT_NE(find("GET", "/users/17/orders/a%20b+c"), nullptr);
  EXPECT_THAT(request_.parameters, ElementsAre("17", "a b+c"));
}

TEST_F(RouterTest, MatchesOnlyWholePaths) {
  add("GET", "/users/{}");
  for (const char* const path :
       {"/users", "/users/", "/users/1/", "/users/1/2", "/user/1", "/", ""}) {
    EXPECT_EQ(find("GET", path), nullptr) << path;
    EXPECT_THAT(allowed_, IsEmpty()) << path;
  }
}

TEST_F(RouterTest, KeepsEscapedSlashInParameter) {
  add("GET", "/files/{}");
  ASSERT_NE(find("GET", "/files/a%2Fb"), nullptr);
  EXPECT_THAT(request_.parameters, ElementsAre("a/b"));
}

TEST_F(RouterTest, ListsAllowedMethods) {
  add("GET", "/users/{}");
  add("DELETE", "/users/{}");
  EXPECT_EQ(find("PUT", "/users/1"), nullptr);
  EXPECT_EQ(allowed_, "GET, DELETE");
}

TEST_F(RouterTest, RoutesHeadToGet) {
  add("GET", "/users/{}");
  ASSERT_NE(find("HEAD", "/users/1"), nullptr);
}

TEST_F(RouterTest, PrefersFirstMatchingRoute) {
  add("GET", "/users/me");
  add("GET", "/users/{}");
  ASSERT_NE(find("GET", "/users/me"), nullptr);
  EXPECT_THAT(request_.parameters, IsEmpty());
}

TEST(PercentDecodeTest, DecodesOnlyValidEscapes) {
  EXPECT_EQ(percent_decode("a%41%c3%A4", PlusSign::kLiteral), "aA\xC3\xA4");
  EXPECT_EQ(percent_decode("100%", PlusSign::kLiteral), "100%");
  EXPECT_EQ(percent_decode("%4", PlusSign::kLiteral), "%4");
  EXPECT_EQ(percent_decode("%zz%-1% 1", PlusSign::kLiteral), "%zz%-1% 1");
  EXPECT_EQ(percent_decode("%2541", PlusSign::kLiteral), "%41");
  EXPECT_EQ(percent_decode("a+b", PlusSign::kLiteral), "a+b");
  EXPECT_EQ(percent_decode("a+b%2B", PlusSign::kSpace), "a b+");
}

}  // namespace
}  // namespace traffic::detail
