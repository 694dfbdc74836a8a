// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

namespace traffic {

// The fixture of load checks: `class ShopLoad : public traffic::LoadCheck {};`. Skips the tests,
// with the reason, if load on the target is not allowed (see --traffic_allow_target), or after an
// interrupt.
class LoadCheck : public testing::Test {
 protected:
  void SetUp() override;
};

}  // namespace traffic
