// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

namespace traffic {

// The fixture of load checks: `class ShopLoad : public traffic::LoadCheck {};`. Skips them, with
// the reason, where load may not be aimed at the target (see --traffic_allow_target), and after an
// interrupt.
class LoadCheck : public testing::Test {
 protected:
  void SetUp() override;
};

}  // namespace traffic
