// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/junit.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/report/files/xml_text.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Result = JUnitCase::Result;

class JUnitFileTest : public testing::Test {
 protected:
  JUnitFileTest()
      : path_(std::filesystem::temp_directory_path() /
              ("traffic_junit_" + std::to_string(getpid())) / "junit.xml") {}
  ~JUnitFileTest() override { std::filesystem::remove_all(path_.parent_path()); }

  JUnitFile create() {
    auto file = JUnitFile::create(path_.string(), "suite", WallTime(1s));
    EXPECT_TRUE(file);
    return std::move(*file);
  }
  std::string read() {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static JUnitCase test(std::string name, Result result) {
    JUnitCase test;
    test.suite = "Shopper";
    test.name = std::move(name);
    test.file = "a.cc";
    test.line = 7;
    test.took = 1500ms;
    test.result = result;
    return test;
  }

  std::filesystem::path path_;
};

TEST_F(JUnitFileTest, IsCompleteBeforeFirstTest) {
  create();
  EXPECT_EQ(read(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites tests=\"000000\" failures=\"000000\" errors=\"000000\" skipped=\"000000\" "
            "time=\"000000000.000\" name=\"AllTests\">\n"
            "<testsuite name=\"suite\" tests=\"000000\" failures=\"000000\" errors=\"000000\" "
            "skipped=\"000000\" time=\"000000000.000\" timestamp=\"1970-01-01T00:00:01.000Z\">\n"
            "</testsuite>\n</testsuites>\n");
}

TEST_F(JUnitFileTest, UnfinishedTestIsError) {
  JUnitFile file = create();
  file.begin(test("Passes", Result::kPassed));
  file.end(test("Passes", Result::kPassed));
  file.begin(test("Crashes", Result::kPassed));
  EXPECT_THAT(read(),
              AllOf(HasSubstr("tests=\"000002\" failures=\"000000\" errors=\"000001\""),
                    HasSubstr("name=\"Crashes\""),
                    HasSubstr("<error message=\"the program ended before the test: it crashed or "
                              "was killed\" type=\"\">the program"),
                    testing::EndsWith("</testcase>\n</testsuite>\n</testsuites>\n")));
}

TEST_F(JUnitFileTest, FinishedTestReplacesPendingEntry) {
  JUnitFile file = create();
  file.begin(test("Fails", Result::kPassed));
  JUnitCase failed = test("Fails", Result::kFailed);
  failed.failures = {{"Failed\nfirst\nmore", "b.cc", 9}, {"second"}};
  failed.properties = {{"seed", "7"}};
  file.end(failed);
  JUnitCase skipped = test("Skips", Result::kSkipped);
  skipped.failures = {{"no target"}};
  file.begin(skipped);
  file.end(skipped);
  const std::string text = read();
  EXPECT_THAT(text, HasSubstr("tests=\"000002\" failures=\"000001\" errors=\"000000\" "
                              "skipped=\"000001\" time=\"000000003.000\""));
  EXPECT_THAT(text,
              HasSubstr("<testcase classname=\"Shopper\" name=\"Fails\" file=\"a.cc\" "
                        "line=\"7\" time=\"1.500\" timestamp=\"1970-01-01T00:00:00.000Z\">\n"
                        "<properties>\n<property name=\"seed\" value=\"7\"/>\n</properties>\n"
                        "<failure message=\"first\" type=\"\">b.cc:9&#10;first&#10;more</failure>\n"
                        "<failure message=\"second\" type=\"\">second</failure>\n"
                        "</testcase>\n"));
  EXPECT_THAT(text, HasSubstr("<skipped message=\"no target\"/>"));
  EXPECT_THAT(text, Not(HasSubstr("crashed")));
}

TEST_F(JUnitFileTest, MarksRetriedPassAsFlaky) {
  JUnitFile file = create();
  JUnitCase flaky = test("Flaky", Result::kPassed);
  flaky.attempts = {"status 503"};
  JUnitCase broken = test("Broken", Result::kFailed);
  broken.attempts = {"status 502"};
  broken.failures = {{"status 503"}};
  file.end(flaky);
  file.end(broken);
  EXPECT_THAT(
      read(),
      AllOf(HasSubstr("failures=\"000001\""),
            HasSubstr("<flakyFailure message=\"status 503\" type=\"\"><stackTrace>status 503"),
            HasSubstr("<rerunFailure message=\"status 502\"")));
}

TEST_F(JUnitFileTest, HidesSecretsAndInvalidXmlCharacters) {
  redactor().add_secret("KEY", "junit-secret");
  JUnitFile file = create();
  JUnitCase failed = test("Fails", Result::kFailed);
  failed.failures = {{"<a b=\"junit-secret\">\x01\xff ]]>"}};
  file.end(failed);
  EXPECT_THAT(read(), AllOf(HasSubstr("&lt;a b=&quot;***&quot;&gt;\xEF\xBF\xBD\xEF\xBF\xBD ]]&gt;"),
                            Not(HasSubstr("junit-secret"))));
}

TEST_F(JUnitFileTest, UnwritableFileIsError) {
  const auto file = JUnitFile::create("/proc/nowhere/junit.xml", "suite", {});
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().message, HasSubstr("'/proc/nowhere/junit.xml' cannot be written"));
}

}  // namespace
}  // namespace traffic::detail
