// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/body.h"

#include <gmock/gmock.h>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <map>
#include <string>
#include <vector>

namespace traffic::detail {
namespace {

std::string bytes(const Body& body) {
  std::string out;
  body.append_to(out);
  return out;
}

TEST(BodyTest, IsEmptyByDefault) {
  EXPECT_TRUE(Body().empty());
  EXPECT_EQ(bytes(Body()), "");
}

TEST(BodyTest, ConvertsNestedPairsToJsonObject) {
  const boost::json::value id = 7;
  const Body body{{"name", "Ada"}, {"id", id}, {"tags", {"a", "b"}}, {"ok", true}};
  EXPECT_EQ(bytes(body), R"({"name":"Ada","id":7,"tags":["a","b"],"ok":true})");
  EXPECT_EQ(body.content_type(), "application/json");
  EXPECT_FALSE(body.empty());
}

TEST(BodyTest, ConvertsOnePairToJsonObject) {
  const auto send = [](const Body& body) { return bytes(body); };
  EXPECT_EQ(send({{"a", 1}}), R"({"a":1})");
}

TEST(BodyTest, ConvertsArraysNumbersAndStrings) {
  EXPECT_EQ(bytes({1, 2, 3}), "[1,2,3]");
  EXPECT_EQ(bytes(boost::json::value(42)), "42");
  EXPECT_EQ(bytes(boost::json::value("x\"y")), R"("x\"y")");
}

TEST(BodyTest, AcceptsContainers) {
  EXPECT_EQ(bytes(std::vector<std::string>{"a", "b"}), R"(["a","b"])");
  EXPECT_EQ(bytes(std::map<std::string, int>{{"a", 1}}), R"({"a":1})");
  EXPECT_EQ(Body(std::vector<int>{1}).content_type(), "application/json");
}

TEST(BodyTest, RecognizesAMemberWithoutItsObject) {
  EXPECT_TRUE((Body{"name", "Ada"}.lacks_braces()));
  EXPECT_TRUE((Body{"age", 36}.lacks_braces()));
  EXPECT_FALSE((Body{{"name", "Ada"}}.lacks_braces()));
  EXPECT_FALSE((Body{1, 2}.lacks_braces()));
  EXPECT_FALSE((Body{"a", "b", "c"}.lacks_braces()));
  EXPECT_FALSE(Body(std::vector<std::string>{"a", "b"}).lacks_braces());
}

TEST(BodyTest, AppendsAfterExistingText) {
  std::string out = "head\r\n\r\n";
  Body{{"a", 1}}.append_to(out);
  EXPECT_EQ(out, "head\r\n\r\n{\"a\":1}");
}

TEST(BodyTest, WritesLongBodyCompletely) {
  boost::json::array items;
  for (int i = 0; i < 1000; ++i)
    items.emplace_back(boost::json::value{{"id", i}, {"name", "item"}});
  const boost::json::value json(std::move(items));
  EXPECT_EQ(boost::json::parse(bytes(json)), json);
}

TEST(BodyTest, KeepsBytesAndTypeOfRawBody) {
  const Body body = raw(std::string("a\0b", 3), "text/plain");
  EXPECT_EQ(bytes(body), std::string("a\0b", 3));
  EXPECT_EQ(body.content_type(), "text/plain");
  EXPECT_EQ(bytes(raw("{}", "application/json")), "{}");
  EXPECT_EQ(raw("x").content_type(), "application/octet-stream");
}

TEST(BodyTest, KeepsFileOnDiskAsPiece) {
  const Body body = file("data/big.bin", {.type = "video/mp4"});
  ASSERT_EQ(body.pieces().size(), 1U);
  EXPECT_EQ(body.pieces()[0].path, "data/big.bin");
  EXPECT_EQ(body.content_type(), "video/mp4");
  EXPECT_FALSE(body.empty());
  EXPECT_EQ(bytes(body), "<file data/big.bin>");
}

TEST(BodyTest, CopiesBytesOfFileInMemory) {
  const Body body = file_of("a,b", {.name = "x.csv", .type = "text/csv"});
  EXPECT_TRUE(body.pieces().empty());
  EXPECT_EQ(body.content_type(), "text/csv");
  EXPECT_EQ(bytes(body), "a,b");
}

TEST(BodyTest, NamesFileByLastPathSegment) {
  EXPECT_EQ(file("a/b.txt").name, "b.txt");
  EXPECT_EQ(file("b.txt").name, "b.txt");
  EXPECT_EQ(file("a/b.txt", {.name = "c.txt"}).name, "c.txt");
  EXPECT_EQ(file("b.txt").type, "application/octet-stream");
}

TEST(BodyTest, KeepsStreamSourceAsPiece) {
  const Body body = streamed([](std::span<char>) { return std::size_t{0}; }, "text/plain");
  ASSERT_EQ(body.pieces().size(), 1U);
  EXPECT_TRUE(body.pieces()[0].source);
  EXPECT_EQ(body.content_type(), "text/plain");
}

// Counts allocations.
class Counting : public boost::json::memory_resource {
 public:
  int taken = 0;

 private:
  void* do_allocate(std::size_t size, std::size_t alignment) override {
    ++taken;
    return memory_.allocate(size, alignment);
  }
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const boost::container::pmr::memory_resource& other) const noexcept override {
    return this == &other;
  }
  boost::json::monotonic_resource memory_;
};

TEST(BodyTest, AllocatesFromMemoryOfTheThread) {
  Counting memory;
  EXPECT_EQ(set_body_memory(&memory), nullptr);
  {
    const Body body{{"name", "a string too long for the small buffer of a value"}};
    EXPECT_GT(memory.taken, 0);
    EXPECT_EQ(bytes(body), R"({"name":"a string too long for the small buffer of a value"})");
  }
  EXPECT_EQ(set_body_memory(nullptr), &memory);
  const int taken = memory.taken;
  const Body body{{"name", "a string too long for the small buffer of a value"}};
  EXPECT_EQ(memory.taken, taken);
}

}  // namespace
}  // namespace traffic::detail
