// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/outputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <limits>

namespace traffic::detail::compare {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Comparisons sample() {
  Comparisons out;
  Comparison slower;
  slower.name = {"BM<x>|\"&", "real_time"};
  slower.finding = Finding::kSlower;
  slower.change = 0.031;
  slower.low = 0.012;
  slower.high = 0.05;
  slower.base_runs = 5;
  slower.new_runs = 6;
  slower.details = {
      {"state", "open"}, {"noise", 0.01}, {"found", std::numeric_limits<double>::infinity()}};
  Comparison unknown;
  unknown.name = {"BM_y", "p99"};
  unknown.note = "1 against 1";
  unknown.change = -0.2;
  out.rows = {slower, unknown};
  out.notes = {"a note"};
  return out;
}

TEST(OutputsTest, TableHasRowPerMetric) {
  EXPECT_THAT(to_table(sample()),
              AllOf(HasSubstr("+3.10 % (+1.20 % to +5.00 %)"), HasSubstr("5 / 6"),
                    HasSubstr("slower"), HasSubstr("cannot tell: 1 against 1"),
                    HasSubstr("note: a note"), HasSubstr("false alarm rate 5 %")));
}

TEST(OutputsTest, HugeChangesStayShort) {
  Comparisons all = sample();
  all.rows[0].change = all.rows[0].low = all.rows[0].high = 1e300;
  EXPECT_THAT(to_table(all), HasSubstr("+1.00e+302 % (+1.00e+302 % to +1.00e+302 %)"));
}

TEST(OutputsTest, JsonHasDocumentedForm) {
  const auto value = boost::json::parse(to_json(sample()));
  const auto& row = value.at("comparisons").at(0);
  EXPECT_EQ(row.at("verdict").as_string(), "slower");
  EXPECT_DOUBLE_EQ(row.at("change").as_double(), 0.031);
  EXPECT_DOUBLE_EQ(row.at("interval").at(0).as_double(), 0.012);
  EXPECT_DOUBLE_EQ(row.at("interval").at(1).as_double(), 0.05);
  EXPECT_EQ(row.at("base_runs").to_number<int>(), 5);
  EXPECT_EQ(row.at("new_runs").to_number<int>(), 6);
  EXPECT_EQ(row.at("state").as_string(), "open");
  EXPECT_DOUBLE_EQ(row.at("noise").as_double(), 0.01);
  EXPECT_TRUE(row.at("found").is_null());
  EXPECT_TRUE(value.at("comparisons").at(1).at("interval").at(0).is_null());
  EXPECT_DOUBLE_EQ(value.at("false_alarm_rate").as_double(), 0.05);
}

TEST(OutputsTest, EscapesNamesInEachFormat) {
  EXPECT_THAT(to_junit(sample()), AllOf(HasSubstr("BM&lt;x&gt;|&quot;&amp;"), Not(HasSubstr("<x>")),
                                        HasSubstr("failures=\"1\""), HasSubstr("skipped=\"1\"")));
  EXPECT_THAT(to_markdown(sample()), AllOf(HasSubstr("BM\\<x>\\|"), HasSubstr("**slower**")));
  EXPECT_THAT(to_html(sample()), AllOf(HasSubstr("BM&lt;x&gt;"), HasSubstr("<svg"),
                                       Not(HasSubstr("http")), Not(HasSubstr("<script"))));
}

}  // namespace
}  // namespace traffic::detail::compare
