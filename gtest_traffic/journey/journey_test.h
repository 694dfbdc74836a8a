// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "gtest_traffic/data/rows.h"

namespace traffic {

struct Journey;

// The GoogleTest test of a journey: one virtual user walks it once, with a row if it has rows.
class JourneyTest : public testing::Test {
 public:
  explicit JourneyTest(const Journey& journey, Row row = {}) : journey_(&journey), row_(row) {}

 private:
  void TestBody() override;

  const Journey* journey_;
  Row row_;
};

}  // namespace traffic
