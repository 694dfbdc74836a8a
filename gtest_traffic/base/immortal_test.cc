// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/immortal.h"

#include <gtest/gtest.h>

namespace traffic {
namespace {

TEST(ImmortalTest, ReturnsOneCopyPerText) {
  const std::string* first = nullptr;
  {
    const std::string name = "GET /orders/{}";
    first = &immortal(name);
  }
  EXPECT_EQ(*first, "GET /orders/{}");
  EXPECT_EQ(&immortal("GET /orders/{}"), first);
  EXPECT_NE(&immortal("GET /orders"), first);
}

}  // namespace
}  // namespace traffic
