// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/json_pointer.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

TEST(PointerTokenTest, EscapesTildesAndSlashes) {
  EXPECT_EQ(pointer_token("name"), "name");
  EXPECT_EQ(pointer_token("a/b"), "a~1b");
  EXPECT_EQ(pointer_token("~1"), "~01");
  EXPECT_EQ(pointer_token(""), "");
}

}  // namespace
}  // namespace traffic::detail
