// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/per_thread.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

namespace traffic::detail {
namespace {

std::string& place_one() {
  return per_thread([] { return std::string("one"); });
}

std::string& place_two() {
  return per_thread([] { return std::string("two"); });
}

TEST(PerThreadTest, EachCallSiteHasItsOwnObject) {
  std::thread([] {
    place_one() += "!";
    EXPECT_EQ(place_one(), "one!");
    EXPECT_EQ(place_two(), "two");
  }).join();
}

TEST(PerThreadTest, EachThreadHasItsOwnObject) {
  const std::string* const own = &place_one();
  const std::string* other = nullptr;
  std::string text;
  std::thread([&] {
    other = &place_one();
    text = place_one();
  }).join();
  EXPECT_NE(other, own);
  EXPECT_EQ(text, "one");
}

TEST(PerThreadTest, ThreadDeletesItsObjects) {
  static std::weak_ptr<int> watched;
  std::thread([] {
    watched = per_thread([] { return std::make_shared<int>(1); });
    EXPECT_FALSE(watched.expired());
  }).join();
  EXPECT_TRUE(watched.expired());
}

}  // namespace
}  // namespace traffic::detail
