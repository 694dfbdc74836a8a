// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/cells.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

TEST(CellsTest, CountsDisplayedColumns) {
  EXPECT_EQ(cells(""), 0U);
  EXPECT_EQ(cells("Zürich"), 6U);
  EXPECT_EQ(cells("東京"), 4U);
  EXPECT_EQ(cells("📊 1"), 4U);
  EXPECT_EQ(cells("e\u0301"), 1U);
  EXPECT_EQ(cells("█░…×"), 4U);
}

TEST(CellsTest, ClipsAtEnd) {
  EXPECT_EQ(clip("abcdef", 6), "abcdef");
  EXPECT_EQ(clip("abcdef", 5), "abcd…");
  EXPECT_EQ(clip("東京都", 4), "東…");
  EXPECT_EQ(clip("ab", 1), "…");
  EXPECT_EQ(clip("ab", 0), "");
}

TEST(CellsTest, CutsMiddle) {
  EXPECT_EQ(cut_middle("GET /api/users", 14), "GET /api/users");
  EXPECT_EQ(cut_middle("GET /api/users/{}/orders", 13), "GET /a…orders");
  EXPECT_EQ(cut_middle("東京都大阪府", 8), "東…阪府");
  EXPECT_EQ(cut_middle("abcdef", 2), "a…");
}

TEST(CellsTest, NeverExceedsLimit) {
  const std::string_view text = "GET /東京/e\u0301tage/📊/{}";
  for (std::size_t limit = 0; limit < 40; ++limit) {
    EXPECT_LE(cells(clip(text, limit)), limit);
    EXPECT_LE(cells(cut_middle(text, limit)), limit);
  }
}

TEST(CellsTest, PadsToWidth) {
  EXPECT_EQ(pad_right("é", 3), "é  ");
  EXPECT_EQ(pad_left("東", 3), " 東");
  EXPECT_EQ(pad_left("long", 3), "long");
}

}  // namespace
}  // namespace traffic::detail
