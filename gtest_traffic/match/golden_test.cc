// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/config/golden_settings.h"
#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/golden_file.h"
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Update = GoldenSettings::Update;

class MatchesGoldenTest : public testing::Test {
 protected:
  // A new one for each test: a golden file is read once in a process.
  MatchesGoldenTest() { golden_settings() = {Update::kNone, folder_}; }
  ~MatchesGoldenTest() override { golden_settings() = {}; }

  void write(const std::string& name, std::string_view text) { temporary_.write(name, text); }
  std::string read(const std::string& name) { return temporary_.read(name); }

  const TemporaryFolder temporary_;
  const fs::path folder_ = temporary_.path("");
  SampleResponse sample_{200, R"({"name":"Ada","id":7,"items":[{"at":"now","n":1}]})"};
};

TEST_F(MatchesGoldenTest, ComparesJsonSemantically) {
  write("a.json", R"({ "id": 7.0, "items": [{"n": 1, "at": "now"}], "name": "Ada" })");
  write("b.json", R"({"id":7,"items":[{"at":"now","n":2}],"age":3,"name":"Ada"})");
  EXPECT_TRUE(matches(sample_, MatchesGolden("a.json")));
  EXPECT_FALSE(matches(sample_, MatchesGolden("b.json")));
  EXPECT_EQ(describe(MatchesGolden("b.json")), "a body like the golden file b.json");
  EXPECT_EQ(
      explain(sample_, MatchesGolden("b.json")),
      "got a difference at /items/0/n: expected 2, got 1\n    /age: missing, expected 3\n    " +
          (folder_ / "b.json").string() + ": --traffic_update_golden=all accepts the new body");
}

TEST_F(MatchesGoldenTest, MissingFileFails) {
  EXPECT_FALSE(matches(sample_, MatchesGolden("none.json")));
  EXPECT_EQ(explain(sample_, MatchesGolden("none.json")),
            "got no golden file\n    " + (folder_ / "none.json").string() +
                ": --traffic_update_golden=missing writes it");
  EXPECT_FALSE(fs::exists(folder_ / "none.json"));
}

TEST_F(MatchesGoldenTest, WritesMissingFileSortedAndMasked) {
  golden_settings().update = Update::kMissing;
  EXPECT_TRUE(matches(sample_, MatchesGolden("sub/new.json", masked("/id", "at"))));
  EXPECT_EQ(read("sub/new.json"),
            "{\n  \"id\": \"***\",\n  \"items\": [{\"at\": \"***\", \"n\": 1}],\n"
            "  \"name\": \"Ada\"\n}\n");
}

TEST_F(MatchesGoldenTest, UpdatesExistingFileOnlyOnRequest) {
  write("old.json", "{}");
  write("older.json", "{}");
  golden_settings().update = Update::kMissing;
  EXPECT_FALSE(matches(sample_, MatchesGolden("old.json")));
  golden_settings().update = Update::kAll;
  EXPECT_TRUE(matches(sample_, MatchesGolden("older.json")));
  EXPECT_EQ(read("old.json"), "{}");
  EXPECT_THAT(read("older.json"), HasSubstr("Ada"));
}

TEST_F(MatchesGoldenTest, MaskedFieldMustExist) {
  write("a.json", R"({"id":"***","items":[{"at":"***","n":1}],"name":"Ada"})");
  const auto golden = [] { return MatchesGolden("a.json", masked("/id", "/items/*/at")); };
  EXPECT_TRUE(matches(sample_, golden()));
  SampleResponse without(200, R"({"name":"Ada","items":[{"at":1,"n":1}]})");
  EXPECT_THAT(explain(without, golden()), HasSubstr("/id: missing"));
}

TEST_F(MatchesGoldenTest, WritesNoSecrets) {
  redactor().add_secret("KEY", "golden-secret");
  golden_settings().update = Update::kAll;
  SampleResponse sample(200, R"({"password":"p4ss","note":"is golden-secret","token":123456})");
  EXPECT_TRUE(matches(sample, MatchesGolden("s.json")));
  EXPECT_THAT(read("s.json"), AllOf(Not(HasSubstr("p4ss")), Not(HasSubstr("golden-secret")),
                                    Not(HasSubstr("123456"))));
  EXPECT_TRUE(matches(SampleResponse(200, "key: golden-secret\n"), MatchesGolden("s.txt")));
  EXPECT_EQ(read("s.txt"), "key: ***\n");
}

TEST_F(MatchesGoldenTest, MatchesItsOwnOutput) {
  golden_settings().update = Update::kAll;
  EXPECT_TRUE(matches(sample_, MatchesGolden("r.json", masked("/id"))));
  // A different path makes the matcher read the file again.
  golden_settings() = {Update::kNone, folder_ / "."};
  EXPECT_TRUE(matches(sample_, MatchesGolden("r.json", masked("/id"))));
}

TEST_F(MatchesGoldenTest, OtherFilesCompareBytes) {
  write("page.html", "<p>\none\ntwo\n</p>");
  EXPECT_TRUE(matches(SampleResponse(200, "<p>\none\ntwo\n</p>"), MatchesGolden("page.html")));
  EXPECT_THAT(explain(SampleResponse(200, "<p>\none\ntow\n</p>"), MatchesGolden("page.html")),
              HasSubstr("got a difference in line 3: expected 'two', got 'tow'"));
}

TEST_F(MatchesGoldenTest, RejectsPathsOutsideFolder) {
  golden_settings().update = Update::kAll;
  for (const char* const name :
       {"", "../x.json", "/etc/x.json", "a/../../x", "a//b", ".hidden", "a b"}) {
    EXPECT_FALSE(matches(sample_, MatchesGolden(name))) << name;
    EXPECT_TRUE(check_golden_name(name)) << name;
  }
  EXPECT_THAT(explain(sample_, MatchesGolden("../x.json")), HasSubstr("golden file '../x.json'"));
  golden_settings().update = Update::kNone;
  fs::create_symlink("/etc/hostname", folder_ / "link.txt");
  EXPECT_THAT(explain(sample_, MatchesGolden("link.txt")), HasSubstr("not a regular file"));
}

TEST_F(MatchesGoldenTest, ExplainsComparisonErrors) {
  write("bad.json", "{oops");
  EXPECT_THAT(explain(sample_, MatchesGolden("bad.json")), HasSubstr("is not JSON"));
  EXPECT_THAT(explain(SampleResponse(200, "<html>"), MatchesGolden("x.json")),
              HasSubstr("got a body that is not JSON"));
  EXPECT_FALSE(matches(SampleResponse(Failure::kDns, "x"), MatchesGolden("x.json")));
}

TEST_F(MatchesGoldenTest, UsesFolderOfTestByDefault) {
  golden_settings() = {};
  const Location here{"/src/suite/orders_test.cc", 1};
  EXPECT_THAT(explain(sample_, MatchesGolden("o.json", {}, here)),
              HasSubstr("    /src/suite/golden/o.json:"));
  EXPECT_THAT(explain(sample_, MatchesGolden("o.json", {}, {"no/such/test.cc", 1})),
              HasSubstr("--traffic_golden_dir"));
  EXPECT_THAT(explain(sample_, MatchesGolden("o.json")), HasSubstr("match/golden/o.json:"));
}

TEST_F(MatchesGoldenTest, OmitsTextsWhenQuiet) {
  quiet() = true;
  EXPECT_EQ(explain(sample_, MatchesGolden("none.json")), "");
  EXPECT_EQ(describe(MatchesGolden("none.json")), "");
  quiet() = false;
}

}  // namespace
}  // namespace traffic::detail
