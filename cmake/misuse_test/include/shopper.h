// SPDX-License-Identifier: Apache-2.0
// A correct user class, for the cases.
#pragma once

#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

class Shopper : public User {
 protected:
  std::string id_ = "7";
};
