// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

namespace traffic {

struct Journey;

// The GoogleTest test of a journey: one virtual user walks it once.
class JourneyTest : public testing::Test {
 public:
  explicit JourneyTest(const Journey& journey) : journey_(&journey) {}

 private:
  void TestBody() override;

  const Journey* journey_;
};

}  // namespace traffic
