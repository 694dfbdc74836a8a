// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "gtest_traffic/data/rows.h"

namespace traffic {

struct BaseUrl;
struct Journey;
class TestWatch;

// The GoogleTest test of a journey: one virtual user walks it once, or again after a
// failure where --traffic_test_retries says so, with a row if it has rows.
class JourneyTest : public testing::Test {
 public:
  explicit JourneyTest(const Journey& journey, Row row = {}) : journey_(&journey), row_(row) {}

 private:
  enum class LastAttempt : std::uint8_t { kNo, kYes };
  void TestBody() override;
  bool attempt(const BaseUrl& target, LastAttempt last, TestWatch& watch);
  void skip(const std::string& why);

  const Journey* journey_;
  Row row_;
};

}  // namespace traffic
