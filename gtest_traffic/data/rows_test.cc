// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/rows.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "gtest_traffic/response.h"

namespace traffic::detail {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

class RowsTest : public testing::Test {
 protected:
  RowsTest() {
    std::filesystem::create_directories(folder_);
    setenv("TRAFFIC_DATA_DIR", folder_.c_str(), 1);
  }
  ~RowsTest() override {
    unsetenv("TRAFFIC_DATA_DIR");
    std::filesystem::remove_all(folder_);
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("rows_test_" + std::to_string(getpid()));
};

TEST_F(RowsTest, ReadsFile) {
  write("users.csv", "email,password\na@b.c,hunter22\nd@e.f,correct-horse\n");
  const Rows rows = rows_from("users.csv");
  EXPECT_EQ(rows.mistakes(), "");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1]["email"], "d@e.f");
  EXPECT_EQ(rows[1].name(), "2");
  EXPECT_EQ(rows[1].description(), path("users.csv") + R"(:3 {"email":"d@e.f","password":"***"})");
}

TEST_F(RowsTest, TakesNamesFromColumn) {
  write("users.csv", "case,n\nhappy path!,1\nsad,2\n");
  const Rows rows = rows_from("users.csv").named_by("case");
  EXPECT_EQ(rows.mistakes(), "");
  EXPECT_EQ(rows[0].name(), "happy_path_");
  EXPECT_EQ(rows[1].name(), "sad");
}

TEST_F(RowsTest, RejectsDuplicateAndEmptyNames) {
  write("users.csv", "case\na b\na-b\n\"\"\n");
  EXPECT_EQ(rows_from("users.csv").named_by("case").mistakes(),
            path("users.csv:3: duplicate row name 'a_b': line 2 already uses it\n") +
                path("users.csv:4: the column 'case', which named_by() uses, is empty"));
  EXPECT_THAT(rows_from("users.csv").named_by("name").mistakes(),
              HasSubstr("users.csv:2: the row has no column 'name', which named_by() uses\n"));
}

TEST_F(RowsTest, SuggestsColumnForMissingOne) {
  write("users.csv", "email,n\na@b.c,1\n");
  try {
    rows_from("users.csv")[0]["emial"];
    ADD_FAILURE() << "expected an exception";
  } catch (const MissingValue& missing) {
    EXPECT_THAT(missing.what(),
                EndsWith("users.csv:2 has no column 'emial' (did you mean 'email'?)"));
  }
  EXPECT_THROW(Row()["email"], MissingValue);
}

TEST_F(RowsTest, ReturnsRowsInTurn) {
  const Rows three = rows({{{"n", 1}}, {{"n", 2}}, {{"n", 3}}});
  std::string taken;
  for (int i = 0; i < 5; ++i) taken += three.take().name();
  EXPECT_EQ(taken, "12312");
}

TEST_F(RowsTest, AcceptsRowsInSource) {
  const Rows cards =
      rows({{{"card", "visa"}, {"limit", 10}}, {{"card", "amex"}, {"limit", 20}}}).named_by("card");
  EXPECT_EQ(cards.mistakes(), "");
  ASSERT_EQ(cards.size(), 2U);
  EXPECT_EQ(cards[1]["limit"], 20);
  EXPECT_EQ(cards[1].name(), "amex");
  EXPECT_THAT(rows({1, 2}).mistakes(), HasSubstr("rows_test.cc:"));
}

TEST_F(RowsTest, RejectsFileWithoutRows) {
  write("users.csv", "email\n");
  EXPECT_EQ(rows_from("users.csv").mistakes(),
            path("users.csv: expected at least one row, got none"));
  EXPECT_EQ(rows_from("absent.csv").mistakes(), path("absent.csv: No such file or directory"));
  EXPECT_FALSE(Rows().given());
}

TEST_F(RowsTest, FindsFilesBesideSourceByDefault) {
  unsetenv("TRAFFIC_DATA_DIR");
  EXPECT_EQ(rows_from("u.csv", {"/some/suite/journeys.cc", 1}).mistakes(),
            "/some/suite/u.csv: No such file or directory");
}

}  // namespace
}  // namespace traffic::detail
