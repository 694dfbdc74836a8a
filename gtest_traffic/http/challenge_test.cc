// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/challenge.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

TEST(ReadChallengesTest, ParsesSchemesWithParameters) {
  const auto all = read_challenges(
      R"(Newauth realm="apps", type=1,  title="Login to \"apps\"", Basic realm="simple")");
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].scheme, "newauth");
  EXPECT_THAT(all[0].parameters, ElementsAre(Pair("realm", "apps"), Pair("type", "1"),
                                             Pair("title", R"(Login to "apps")")));
  EXPECT_EQ(all[1].scheme, "basic");
  EXPECT_EQ(all[1].parameter("realm"), "simple");
  EXPECT_EQ(all[1].parameter("nonce"), "");
}

TEST(ReadChallengesTest, ParsesParametersWithoutScheme) {
  const auto all = read_challenges(R"(nextnonce="a,b", nc=00000001)");
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].parameter("nextnonce"), "a,b");
}

TEST(ReadChallengesTest, ToleratesMalformedInput) {
  EXPECT_THAT(read_challenges(""), IsEmpty());
  EXPECT_THAT(read_challenges(" ,, "), IsEmpty());
  EXPECT_EQ(read_challenges("Negotiate abc==, Basic realm=x").back().parameter("realm"), "x");
  EXPECT_EQ(read_challenges("Digest realm=\"never closed").back().parameter("realm"),
            "never closed");
  for (const char* const text : {"\"", "=", "a=", "a=\"\\", "\"\"\"", "a \"b\" = c", "=,=\"="}) {
    EXPECT_LT(read_challenges(text).size(), 5U) << text;
  }
}

}  // namespace
}  // namespace traffic::detail
