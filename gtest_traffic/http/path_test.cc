// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/path.h"

#include <gmock/gmock.h>

#include <boost/json/value.hpp>
#include <limits>

namespace traffic::detail {
namespace {

std::string fill(const Path& path) {
  std::string out;
  path.append_to(out);
  return out;
}

TEST(PathTest, SendsLiteralUnchanged) {
  const Path path = "/api/users?page=2&sort=%2Bname";
  EXPECT_EQ(fill(path), "/api/users?page=2&sort=%2Bname");
  EXPECT_EQ(path.text(), "/api/users?page=2&sort=%2Bname");
  EXPECT_FALSE(path.mismatch());
}

TEST(PathTest, FillsValuesOfEveryType) {
  const std::string name = "Ada Lovelace/1";
  const boost::json::value id = 17;
  const boost::json::value text = "a&b";
  EXPECT_EQ(fill({"/a/{}/b/{}?c={}&d={}", name, id, text, 2.5}),
            "/a/Ada%20Lovelace%2F1/b/17?c=a%26b&d=2.5");
  EXPECT_EQ(fill({"/{}/{}/{}", -1, true, std::numeric_limits<std::uint64_t>::max()}),
            "/-1/true/18446744073709551615");
  EXPECT_EQ(fill({"/{}", boost::json::value(0.1)}), "/0.1");
}

TEST(PathTest, WritesNumbersInDecimal) {
  const boost::json::value price = 49.99, whole = 5.0, large = 1e20;
  EXPECT_EQ(fill({"/{}/{}/{}", price, whole, large}), "/49.99/5/100000000000000000000");
  EXPECT_EQ(fill({"/{}/{}/{}", 49.99, 1e6, 1e-5}), "/49.99/1000000/0.00001");
  EXPECT_EQ(fill({"/{}/{}", 0.1F, 5.0F}), "/0.1/5");
  EXPECT_EQ(fill({"/{}", boost::json::value(std::numeric_limits<std::uint64_t>::max())}),
            "/18446744073709551615");
}

TEST(PathTest, SerializesAndEscapesStructuredJson) {
  const boost::json::value list = {1, "x", 49.99};
  EXPECT_EQ(fill({"/{}", list}), "/%5B1%2C%22x%22%2C49.99%5D");
}

TEST(PathTest, EscapesBracesInValues) { EXPECT_EQ(fill({"/{}/{}", "{}", "x"}), "/%7B%7D/x"); }

TEST(PathTest, KeepsUrlInFirstPlaceholder) {
  const boost::json::value link = "http://a/b?c=d e";
  EXPECT_EQ(fill({"{}", link}), "http://a/b?c=d%20e");
  EXPECT_EQ(fill({"{}/x/{}", "https://a:81", "y/z"}), "https://a:81/x/y%2Fz");
  EXPECT_EQ(fill({"{}", 17}), "17");
}

TEST(PathTest, TakesJsonTextAsReference) {
  const boost::json::value next = "/items?page=2";
  const JsonNode node(next);
  const Path path = node;
  EXPECT_TRUE(path.is_reference());
  EXPECT_EQ(fill(path), "/items?page=2");
}

TEST(PathTest, KnowsReference) {
  EXPECT_TRUE((Path{"{}", "/x"}.is_reference()));
  EXPECT_TRUE((Path{"{}/items#page", "/x"}.is_reference()));
  EXPECT_FALSE((Path{"/{}", "/x"}.is_reference()));
  EXPECT_FALSE(Path("/x").is_reference());
}

TEST(PathTest, EscapesLineBreaksInTemplate) {
  EXPECT_EQ(fill("/a b\r\nX: y\xC3\xA9"), "/a%20b%0D%0AX:%20y%C3%A9");
}

TEST(PathTest, ReportsMissingAndSurplusValues) {
  const Path missing{"/{}/{}", 1};
  EXPECT_TRUE(missing.mismatch());
  EXPECT_EQ(fill(missing), "/1/{}");
  const Path surplus{"/{}", 1, 2};
  EXPECT_TRUE(surplus.mismatch());
  EXPECT_EQ(fill(surplus), "/1");
  EXPECT_TRUE(Path("/{}").mismatch());
}

TEST(PathTest, RecordsSourceLocation) {
  const Path path{"/{}", 1};
  EXPECT_EQ(path.location().line, __LINE__ - 1);
  EXPECT_STREQ(path.location().file, __FILE__);
}

}  // namespace
}  // namespace traffic::detail
