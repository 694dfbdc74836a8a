// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/peek.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <vector>

#include "gtest_traffic/random.h"

namespace traffic::detail {
namespace {

std::string peek(std::string_view text, std::string_view pointer) {
  const auto value = peek_scalar(text, pointer, {});
  return value ? boost::json::serialize(*value) : "nothing";
}

TEST(PeekScalarTest, FindsScalars) {
  const std::string_view text =
      R"({"a":1,"b":{"c":"text","d":[10,{"e":true},null]},"f":2.5,"g":18446744073709551615})";
  EXPECT_EQ(peek(text, "/a"), "1");
  EXPECT_EQ(peek(text, "/b/c"), "\"text\"");
  EXPECT_EQ(peek(text, "/b/d/0"), "10");
  EXPECT_EQ(peek(text, "/b/d/1/e"), "true");
  EXPECT_EQ(peek(text, "/b/d/2"), "null");
  EXPECT_EQ(peek(text, "/f"), "2.5E0");
  EXPECT_EQ(peek(text, "/g"), "18446744073709551615");
  EXPECT_EQ(peek("7", ""), "7");
  EXPECT_EQ(peek(" [1, 2] ", "/1"), "2");
}

TEST(PeekScalarTest, ReturnsNothingForOtherPointers) {
  const std::string_view text = R"({"a":{"b":[1]},"s":"x\ny","k\u0041":1})";
  for (const char* pointer :
       {"/a", "/a/b", "/a/b/1", "/a/b/01", "/a/b/-", "/missing", "/s", "/kA", "a", "/x~1y", ""}) {
    EXPECT_EQ(peek(text, pointer), "nothing") << pointer;
  }
}

TEST(PeekScalarTest, ComparesWholeKeys) {
  EXPECT_EQ(peek(R"({"b\u0061":1})", "/a"), "nothing");
  EXPECT_EQ(peek(R"({"a":1,"b\u0061":2})", "/a"), "1");
  EXPECT_EQ(peek(R"({"\u00fc":1,"gr\u00fc":2})", "/\xc3\xbc"), "1");
  EXPECT_EQ(peek(R"({"a":1,"\u0061":2})", "/a"), "2");
  EXPECT_EQ(peek(R"({"k\u0041":{"a":1},"a":2})", "/a"), "2");
  EXPECT_EQ(peek(R"({"k\u0041":{"a":1}})", "/A"), "nothing");
  EXPECT_EQ(peek(R"(["x\ny",{"a":1}])", "/1/a"), "1");
}

TEST(PeekScalarTest, ReturnsNothingForInvalidJson) {
  for (const char* text :
       {"", "{", R"({"a":1)", R"({"a":1}})", R"({"a":1} x)", R"({"a":1,})", "nul"}) {
    EXPECT_EQ(peek(text, "/a"), "nothing") << text;
  }
}

TEST(PeekScalarTest, UsesLastOfEqualKeys) {
  EXPECT_EQ(peek(R"({"a":1,"a":2})", "/a"), "2");
  EXPECT_EQ(peek(R"({"a":{"b":1},"a":{}})", "/a/b"), "nothing");
  EXPECT_EQ(peek(R"({"a":{"b":1},"a":3})", "/a"), "3");
  EXPECT_EQ(peek(R"({"a":3,"a":{}})", "/a"), "nothing");
}

// Builds a random document from few names, so that paths often match in part.
boost::json::value random_json(Random& random, int depth) {
  const auto kind = random.between(0, depth > 0 ? 5 : 3);
  if (kind == 0) return random.between(-5, 5);
  if (kind == 1) return random.between(0, 1) == 1;
  if (kind == 2) return nullptr;
  if (kind == 3) return boost::json::value("text");
  if (kind == 4) {
    boost::json::array array;
    for (auto i = random.between(0, 3); i > 0; --i) array.push_back(random_json(random, depth - 1));
    return array;
  }
  boost::json::object object;
  for (auto i = random.between(0, 3); i > 0; --i) {
    object[std::string(1, static_cast<char>('a' + random.between(0, 2)))] =
        random_json(random, depth - 1);
  }
  return object;
}

TEST(PeekScalarTest, AgreesWithParsedDocument) {
  Random random(5);
  int found = 0;
  for (int i = 0; i < 3000; ++i) {
    const boost::json::value document = random_json(random, 4);
    const std::string text = boost::json::serialize(document);
    std::string pointer;
    for (auto tokens = random.between(0, 3); tokens > 0; --tokens) {
      const char* const names[] = {"/a", "/b", "/c", "/0", "/1"};
      pointer += names[random.between(0, 4)];
    }
    boost::system::error_code error;
    const auto* const value = document.find_pointer(pointer, error);
    const bool scalar = value != nullptr && !value->is_structured();
    EXPECT_EQ(peek(text, pointer), scalar ? boost::json::serialize(*value) : "nothing")
        << text << " at '" << pointer << "'";
    found += scalar ? 1 : 0;
  }
  EXPECT_GT(found, 200);
}

// Replaces a letter in some of the names by an escape.
std::string with_escapes(std::string text, Random& random) {
  for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; ++at) {
    const char letter = at + 1 < text.size() ? text[at + 1] : '"';
    if (letter < 'a' || letter > 'c' || random.between(0, 2) > 0) continue;
    const std::string escaped =
        std::string(random.between(0, 1), 'x') + "\\u006" + static_cast<char>('1' + (letter - 'a'));
    text.replace(at + 1, 1, escaped);
    at += escaped.size();
  }
  return text;
}

TEST(PeekScalarTest, AgreesWithParsedDocumentOnEscapedKeys) {
  Random random(6);
  int found = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string text = with_escapes(boost::json::serialize(random_json(random, 4)), random);
    const boost::json::value document = boost::json::parse(text);
    for (const char* const pointer : {"/a", "/b", "/a/b", "/0/a", "/c/1", "/b/a/c"}) {
      const std::string got = peek(text, pointer);
      if (got == "nothing") continue;
      boost::system::error_code error;
      const auto* const value = document.find_pointer(pointer, error);
      ASSERT_NE(value, nullptr) << text << " at '" << pointer << "'";
      EXPECT_EQ(got, boost::json::serialize(*value)) << text << " at '" << pointer << "'";
      ++found;
    }
  }
  EXPECT_GT(found, 200);
}

}  // namespace
}  // namespace traffic::detail
