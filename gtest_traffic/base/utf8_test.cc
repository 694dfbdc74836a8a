// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/utf8.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

TEST(FirstCodePointTest, DecodesOneToFourBytes) {
  EXPECT_EQ(first_code_point("a").value, U'a');
  EXPECT_EQ(first_code_point("é!").value, U'é');
  EXPECT_EQ(first_code_point("€").length, 3U);
  EXPECT_EQ(first_code_point("📊").value, U'📊');
  EXPECT_TRUE(first_code_point("\xF4\x8F\xBF\xBF").valid);
}

TEST(FirstCodePointTest, RejectsInvalidSequences) {
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                          "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_FALSE(first_code_point(bad).valid);
    EXPECT_EQ(first_code_point(bad).length, 1U);
  }
}

TEST(ValidTextTest, ReplacesInvalidAndForbiddenCharacters) {
  EXPECT_EQ(valid_text("caf\xE9 \x01\t\n\r\uFFFFé\x7F"), "caf\uFFFD \uFFFD\t\n\r\uFFFDé\x7F");
}

TEST(FirstCodePointTest, TreatsTruncatedSequenceAsOneCharacter) {
  EXPECT_EQ(first_code_point("\xF0\x9F\x93").length, 3U);
  EXPECT_EQ(first_code_point("\xE2\x82z").length, 2U);
  EXPECT_EQ(printable("a\xE2\x82z\xFF"), "a\uFFFDz\uFFFD");
}

TEST(PrintableTest, ReplacesControlAndBidirectionalCharacters) {
  EXPECT_EQ(printable("a\x1b[2Jb\nc\x7F"), "a [2Jb c ");
  EXPECT_EQ(printable("a\u009b\u202eb\u2028"), "a  b ");
  EXPECT_EQ(printable("Zürich 東京"), "Zürich 東京");
  EXPECT_EQ(printable(std::string_view("\0x", 2)), " x");
  EXPECT_EQ(printable("\uFFFE\uFFFF"), "\uFFFD\uFFFD");
}

TEST(PrintableLinesTest, KeepsTextThatXmlAllows) {
  for (const char* const text : {"", "a\tb\nc\r\nd\n", "Zürich 東京 📊", "\uFFFD \uE000"}) {
    EXPECT_EQ(printable_lines(text), text);
  }
}

TEST(PrintableLinesTest, ReplacesTextThatXmlForbids) {
  EXPECT_EQ(printable_lines("caf\xe9"), "caf\uFFFD");
  EXPECT_EQ(printable_lines("\uFFFE and \uFFFF"), "\uFFFD and \uFFFD");
  EXPECT_EQ(printable_lines(std::string_view("\0\x1b[2J\x7f\u202e", 9)),
            "\uFFFD\uFFFD[2J\uFFFD\uFFFD");
  EXPECT_EQ(printable_lines("over\rwritten\r"), "over\uFFFDwritten\uFFFD");
}

TEST(FindInvalidUtf8Test, FindsFirstInvalidByte) {
  EXPECT_EQ(find_invalid_utf8("Zürich"), std::string_view::npos);
  EXPECT_EQ(find_invalid_utf8("Zürich\nZ\xfcrich"), 9U);
  EXPECT_EQ(find_invalid_utf8("\xe2\x82"), 0U);
}

}  // namespace
}  // namespace traffic::detail
