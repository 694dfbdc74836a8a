// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/base64.h"

#include <gtest/gtest.h>

namespace traffic {
namespace {

// Test vectors of RFC 4648, section 10.
TEST(ToBase64Test, WritesTheExamplesOfTheRfc) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foo"), "Zm9v");
  EXPECT_EQ(to_base64("foob"), "Zm9vYg==");
  EXPECT_EQ(to_base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base64("\xff\xfe\x00"), "//4=");
}

}  // namespace
}  // namespace traffic
