// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "gtest_traffic/rows.h"

namespace traffic::detail {

struct BaseUrl;

struct Journey;
class TestWatch;

// The GoogleTest test of a journey. One virtual user runs the journey once, with a row if the
// journey has rows. After a failure, the user runs it again as often as --traffic_test_retries
// allows.
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

}  // namespace traffic::detail
