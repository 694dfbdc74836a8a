// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/owned_text.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace traffic::detail {
namespace {

TEST(OwnedTextTest, KeepsAViewOfALiteral) {
  static constexpr char kName[] = "Content-Type";
  EXPECT_EQ(OwnedText(kName).view().data(), kName);
  EXPECT_EQ(OwnedText().view(), "");
}

TEST(OwnedTextTest, CopiesEveryOtherText) {
  std::string text = "a text longer than any small buffer";
  char buffer[] = "buffer";
  const char* const pointer = text.c_str();
  const OwnedText from_string = text;
  const OwnedText from_view = std::string_view(text);
  const OwnedText from_pointer = pointer;
  const OwnedText from_buffer = buffer;
  text.assign(text.size(), '#');
  buffer[0] = '#';
  for (const OwnedText& one : {from_string, from_view, from_pointer}) {
    EXPECT_EQ(one.view(), "a text longer than any small buffer");
  }
  EXPECT_EQ(from_buffer.view(), "buffer");
}

TEST(OwnedTextTest, ACopyKeepsTheTextAlive) {
  std::optional<OwnedText> original{std::string("name")};
  const OwnedText copy = *original;
  original.reset();
  EXPECT_EQ(copy.view(), "name");
}

}  // namespace
}  // namespace traffic::detail
