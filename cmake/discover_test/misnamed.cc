// SPDX-License-Identifier: Apache-2.0
// Registers names that a filter cannot select.
#include <gtest/gtest.h>

class Body : public testing::Test {
  void TestBody() override {}
};
const auto* spaced = testing::RegisterTest("Misnamed", "has a space", nullptr, nullptr, __FILE__,
                                           __LINE__, []() -> testing::Test* { return new Body; });
const auto* dashed = testing::RegisterTest("Misnamed", "has-dash;", nullptr, nullptr, __FILE__,
                                           __LINE__, []() -> testing::Test* { return new Body; });
