// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/headers.h"

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::Optional;
using testing::Pair;

std::vector<std::pair<std::string, std::string>> read_all(std::string_view head) {
  std::vector<std::pair<std::string, std::string>> fields;
  HeaderReader reader(head);
  while (const auto field = reader.next()) fields.emplace_back(field->name, field->value);
  return fields;
}

TEST(HeaderReaderTest, SkipsTheStartLineAndTrimsValues) {
  EXPECT_THAT(read_all("HTTP/1.1 200 OK\r\nA: 1\r\nB:\t two words \r\n\r\nbody: no"),
              ElementsAre(Pair("A", "1"), Pair("B", "two words")));
}

TEST(HeaderReaderTest, AcceptsBareLineFeeds) {
  EXPECT_THAT(read_all("HTTP/1.1 200 OK\nA: 1\nB: 2\n\n"),
              ElementsAre(Pair("A", "1"), Pair("B", "2")));
}

TEST(HeaderReaderTest, KeepsFoldedValueTogether) {
  EXPECT_THAT(read_all("HTTP/1.1 200 OK\r\nA: one\r\n  two\r\n\tthree\r\nB: 2\r\n\r\n"),
              ElementsAre(Pair("A", "one\r\n  two\r\n\tthree"), Pair("B", "2")));
}

TEST(HeaderReaderTest, KeepsColonsInValuesAndEmptyValues) {
  EXPECT_THAT(read_all("GET / HTTP/1.1\r\nHost: [::1]:80\r\nEmpty:\r\n\r\n"),
              ElementsAre(Pair("Host", "[::1]:80"), Pair("Empty", "")));
}

TEST(HeaderReaderTest, SkipsLinesWithoutColon) {
  EXPECT_THAT(read_all("HTTP/1.1 200 OK\r\nnonsense\r\nA: 1\r\n\r\n"), ElementsAre(Pair("A", "1")));
}

TEST(HeaderReaderTest, SkipsIndentedLinesBeforeFirstField) {
  EXPECT_THAT(read_all("HTTP/1.1 200 OK\r\n Set-Cookie: a\r\n\tb\r\nA: 1\r\n\r\n"),
              ElementsAre(Pair("A", "1")));
  EXPECT_THAT(read_all("HTTP/1.1 200 OK\r\n Set-Cookie: a"), ElementsAre());
}

TEST(HeaderReaderTest, ToleratesTruncatedHead) {
  EXPECT_THAT(read_all(""), ElementsAre());
  EXPECT_THAT(read_all("\r\n"), ElementsAre());
  EXPECT_THAT(read_all("HTTP/1.1 200 OK"), ElementsAre());
  EXPECT_THAT(read_all("HTTP/1.1 200 OK\r\nA: 1"), ElementsAre(Pair("A", "1")));
}

TEST(IsTokenTest, AcceptsOnlyTokenCharacters) {
  for (const char* const text : {"X-Id", "a", "!#$%&'*+-.^_`|~9"}) EXPECT_TRUE(is_token(text));
  for (const char* const text : {"", "a b", "a:", "a\t", "\xc3\xa9"}) EXPECT_FALSE(is_token(text));
}

TEST(IsFieldValueTest, RejectsControlCharactersExceptTabs) {
  for (const char* const text : {"", "a\tb", "12345678\t", "\xc3\xa9"}) {
    EXPECT_TRUE(is_field_value(text));
  }
  for (const char* const text : {"\n", "a\rb", "1234567\x7f", "123456789\x01"}) {
    EXPECT_FALSE(is_field_value(text));
  }
}

TEST(FindHeaderTest, ReturnsFirstMatchIgnoringCase) {
  constexpr std::string_view kHead = "HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nset-cookie: b\r\n\r\n";
  EXPECT_THAT(find_header(kHead, "SET-COOKIE"), Optional(std::string_view("a")));
  EXPECT_EQ(find_header(kHead, "Cookie"), std::nullopt);
}

}  // namespace
}  // namespace traffic::detail
