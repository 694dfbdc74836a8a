// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/base64.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

TEST(ToBase64Test, EncodesAndPadsBinaryBytes) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64(std::string_view("\xff\xfe\x00", 3)), "//4A");
}

TEST(ToBase64Test, WritesNoLineBreaks) {
  EXPECT_EQ(to_base64(std::string(300, 'a')).find('\n'), std::string::npos);
}

}  // namespace
}  // namespace traffic::detail
