// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/page/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <vector>

#include "gtest_traffic/report/testing/pages.h"
#include "gtest_traffic/report/testing/samples.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Returns the content of the element that holds the data.
boost::json::value data_of(const std::string& page) {
  const std::string start = R"(<script id="data" type="application/json">)";
  const std::size_t from = page.find(start) + start.size();
  return boost::json::parse(page.substr(from, page.find("</script>", from) - from));
}

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(PageTest, ContainsReportValues) {
  const auto data = data_of(report_page(failed_report()));
  EXPECT_EQ(data.at_pointer("/verdict"), "fail");
  EXPECT_EQ(data.at_pointer("/total/requests"), 4654);
  EXPECT_EQ(data.at_pointer("/total/p99"), 291.2);
  EXPECT_EQ(data.at_pointer("/steps/1/name"), "POST /api/orders");
  EXPECT_EQ(data.at_pointer("/total/received"), failed_report().total.bytes_received);
  EXPECT_EQ(data.at_pointer("/gates/0/2"), "p99 is 291 ms, over 4,654 requests");
  EXPECT_EQ(data.at_pointer("/failures/0/example"), "first");
  EXPECT_EQ(data.at_pointer("/failures/0/cause"), "status 500");
  EXPECT_EQ(data.at_pointer("/series").as_array().size(), 2u);
  EXPECT_EQ(data.as_object().find("baseline"), data.as_object().end());
}

TEST(PageTest, ShowsRequestsOutsideOfMeasuredWindow) {
  const auto data = data_of(report_page(failed_report()));
  std::vector<std::string> rows;
  for (const auto& row : data.at_pointer("/generator").as_array()) {
    if (row.at(0) == "requests not counted") rows.push_back(boost::json::serialize(row));
  }
  EXPECT_THAT(rows, ElementsAre(AllOf(
                        HasSubstr("245 in the warm-up (2 errors), 6 after the end, 25 of user "
                                  "set-up, 11 of clean-up (1 error), 3 cut off by the end"),
                        HasSubstr("with them, 4,976 requests were sent"))));
}

TEST(PageTest, ContainsStepsOverTime) {
  Report report = failed_report();
  report.step_series["GET /a"].add({.second = 1, .requests = 3});
  report.step_series["GET /absent"].add({.second = 1});
  const auto data = data_of(report_page(report));
  EXPECT_EQ(data.at_pointer("/step_series").as_array().size(), 1U);
  EXPECT_EQ(data.at_pointer("/step_series/0/0"), "GET /a");
  EXPECT_EQ(data.at_pointer("/step_series/0/1/0/3").to_number<double>(), 3);
}

TEST(PageTest, ContainsBaseline) {
  const Report before = passed_report();
  const auto data = data_of(report_page(failed_report(), &before));
  EXPECT_EQ(data.at_pointer("/baseline/name"), "Load.steady");
  EXPECT_EQ(data.at_pointer("/baseline/steps/0/requests"), 400);
}

TEST(PageTest, EscapesTargetText) {
  const Report report = hostile_report();
  const std::string page = report_page(report);
  EXPECT_EQ(count_of(page, "<script"), count_of(report_page({}), "<script"));
  EXPECT_EQ(count_of(page, "</script"), count_of(report_page({}), "</script"));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("<!--")));
  const auto data = data_of(page);
  EXPECT_EQ(data.at_pointer("/name").as_string(), report.name);
}

TEST(PageTest, LoadsNoExternalResources) {
  const std::string page = report_page({});
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_EQ(count_of(page, "http://"), count_of(page, "http://www.w3.org/2000/svg"));
  EXPECT_THAT(page, Not(HasSubstr("https://")));
  EXPECT_THAT(page, Not(HasSubstr("@import")));
}

TEST(PageTest, StaysSmallForLargeRun) {
  const std::string page = report_page(large_report());
  EXPECT_LT(page.size(), 1'500'000u);
  EXPECT_GT(data_of(page).at_pointer("/total/requests").as_int64(), 1'000'000);
}

}  // namespace
}  // namespace traffic::detail
