// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/interned_text.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

TEST(InternedTextTest, ReturnsOneCopyPerText) {
  const std::string* first = nullptr;
  {
    const std::string name = "GET /orders/{}";
    first = &interned_text(name);
  }
  EXPECT_EQ(*first, "GET /orders/{}");
  EXPECT_EQ(&interned_text("GET /orders/{}"), first);
  EXPECT_NE(&interned_text("GET /orders"), first);
}

}  // namespace
}  // namespace traffic::detail
