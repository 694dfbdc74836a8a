// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/form.h"

#include <gmock/gmock.h>

#include <boost/json/value.hpp>

namespace traffic::detail {
namespace {

std::string bytes(const Body& body) {
  std::string out;
  body.append_to(out);
  return out;
}

TEST(FormTest, EncodesPerUrlStandard) {
  const Body body = form({{"a", 1}, {"b", "x y"}});
  EXPECT_EQ(bytes(body), "a=1&b=x+y");
  EXPECT_EQ(body.content_type(), "application/x-www-form-urlencoded");
  EXPECT_TRUE(body.pieces().empty());
}

TEST(FormTest, EscapesReservedCharacters) {
  EXPECT_EQ(bytes(form({{"k", "azAZ09*-._"}})), "k=azAZ09*-._");
  EXPECT_EQ(bytes(form({{"a&b=c", "~+%/?#\r\n\"'é"}})),
            "a%26b%3Dc=%7E%2B%25%2F%3F%23%0D%0A%22%27%C3%A9");
}

TEST(FormTest, AcceptsNumbersBoolsAndJson) {
  const boost::json::value order{{"id", "a b"}, {"n", 7}};
  EXPECT_EQ(bytes(form({{"half", 0.5},
                        {"yes", true},
                        {"id", order.at("id")},
                        {"n", order.at("n")},
                        {"whole", order}})),
            "half=0.5&yes=true&id=a+b&n=7&whole=%7B%22id%22%3A%22a+b%22%2C%22n%22%3A7%7D");
}

TEST(FormTest, KeepsOrderRepeatsAndEmptyValues) {
  EXPECT_EQ(bytes(form({{"tag", "b"}, {"tag", "a"}, {"none", ""}, {"", "x"}})),
            "tag=b&tag=a&none=&=x");
}

TEST(FormTest, EncodesEmptyForm) {
  const Body body = form({});
  EXPECT_FALSE(body.empty());
  EXPECT_EQ(bytes(body), "");
}

}  // namespace
}  // namespace traffic::detail
