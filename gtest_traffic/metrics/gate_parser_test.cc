// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "gtest_traffic/figure.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<Gate> parsed(std::string_view text) {
  auto gates = parse_gates(text);
  if (gates) return *gates;
  ADD_FAILURE() << gates.error().message;
  return {};
}

std::string mistake(std::string_view text) {
  const auto gates = parse_gates(text);
  return gates ? "none" : gates.error().message;
}

TEST(ParseGatesTest, ParsesFlagValue) {
  EXPECT_THAT(
      parsed("p99<250ms; p95[POST /api/payments]<300ms; error_rate<0.1%; achieved_rate>=49/s"),
      ElementsAre(p99 < 250ms, p95.of("POST /api/payments") < 300ms, error_rate < 0.1_percent,
                  achieved_rate >= per_second(49)));
}

TEST(ParseGatesTest, AcceptsEveryMetricAndComparison) {
  EXPECT_THAT(
      parsed("p50 < 1s, p75<=2s ,p99.9>1ms;p99_9 > 1ms; p99.99>=1us"),
      ElementsAre(p50<1s, percentile(75) <= 2s, p99_9> 1ms, p99_9 > 1ms, percentile(99.99) >= 1us));
  EXPECT_THAT(
      parsed(
          "mean<1s,max<1s,errors<=0,request_rate>1/s,rps>1/s,dropped<1,requests>=1000,checks>99%"),
      ElementsAre(
          mean<1s, max_response_time<1s, errors <= 0, request_rate> per_second(1), request_rate>
              per_second(1),
          dropped<1, requests >= 1000, checks> 99_percent));
  EXPECT_THAT(parsed(" ; ,"), IsEmpty());
}

TEST(ParseGatesTest, AcceptsAnyStepName) {
  EXPECT_THAT(
      parsed("p50[GET /a,b;c(]<1s; p50[GET /list[]]<1s; errors[a<b]<1"),
      ElementsAre(p50.of("GET /a,b;c(") < 1s, p50.of("GET /list[]") < 1s, errors.of("a<b") < 1));
}

TEST(ParseGatesTest, ParsesPrintedGates) {
  const Gate gates[] = {p99<250ms, p99_9 <= 1500ms, p50> 123456789ns,
                        mean < 90s,
                        max_response_time < 12345us,
                        percentile(12.5) < 7ns,
                        p99 >= 0ns,
                        p95.of("POST /api/payments") < 300ms,
                        error_rate < 0.1_percent,
                        error_rate <= 7_percent,
                        error_rate<0.0123_percent, achieved_rate >= per_second(49.5), request_rate>
                            per_minute(100),
                        errors <= 0,
                        requests >= 1000000};
  for (const Gate& gate : gates) {
    EXPECT_THAT(parsed(gate.text()), ElementsAre(gate)) << gate.text();
  }
  EXPECT_EQ((p99 < 250ms).text(), "p99<250ms");
  EXPECT_EQ((p99_9.of("a b") <= 1500ms).text(), "p99.9[a b]<=1.5s");
  EXPECT_EQ((error_rate < 0.1_percent).text(), "error_rate<0.1%");
  EXPECT_EQ((achieved_rate >= per_second(49)).text(), "achieved_rate>=49/s");
}

TEST(ParseGatesTest, SuggestsNearestMetric) {
  EXPECT_THAT(
      mistake("eror_rate<1%"),
      HasSubstr("gate 'eror_rate<1%': unknown metric 'eror_rate' (did you mean 'error_rate'?)"));
  EXPECT_THAT(mistake("p101<1s"), HasSubstr("unknown metric 'p101'"));
  EXPECT_THAT(mistake("P99<1s"), HasSubstr("did you mean 'p99'?"));
}

TEST(ParseGatesTest, ReportsAllErrors) {
  EXPECT_EQ(
      mistake("p99<fast; p50<1s; errors<-1"),
      "gate 'p99<fast': 'fast' is not a duration: expected a number and a unit, such as 250ms, "
      "1.5s or 2m; gate 'errors<-1': '-1' is not a whole number");
}

TEST(ParseGatesTest, ExplainsErrors) {
  EXPECT_THAT(mistake("p99"), HasSubstr("expected a comparison, such as p99<250ms"));
  EXPECT_THAT(mistake("p99=250ms"), HasSubstr("expected <, <=, > or >=, got '='"));
  EXPECT_THAT(mistake("p99!=250ms"), HasSubstr("got '!='"));
  EXPECT_THAT(mistake("p99<"), HasSubstr("'' is not a duration"));
  EXPECT_THAT(mistake("<1s"), HasSubstr("unknown metric ''"));
  EXPECT_THAT(mistake("p99[]<1s"), HasSubstr("the brackets are empty"));
  EXPECT_THAT(mistake("p99[GET /<1s"), HasSubstr("'[' needs a ']'"));
  EXPECT_THAT(mistake("p99[GET /]"), HasSubstr("'[' needs a ']'"));
  EXPECT_THAT(mistake("dropped[GET /]<1"), HasSubstr("is a metric of the whole run"));
  EXPECT_THAT(mistake("error_rate<5"), HasSubstr("a share needs a unit: write 5%"));
}

TEST(ParseGatesTest, RejectsNumbersWithoutUnit) {
  EXPECT_EQ(mistake("p99<250"), "gate 'p99<250': a duration needs a unit: write 250ms");
  EXPECT_THAT(mistake("max<2.5"), HasSubstr("write 2.5ms"));
  EXPECT_THAT(mistake("error_rate<1"), HasSubstr("write 1%"));
  EXPECT_THAT(mistake("checks>0.99"), HasSubstr("a share needs a unit: write 99%"));
  EXPECT_THAT(mistake("achieved_rate>=49"), HasSubstr("write 49/s"));
  EXPECT_THAT(mistake("p99 every 10<1s"), HasSubstr("write 10s"));
  EXPECT_THAT(mistake("p99 after spike+5<1s"), HasSubstr("write 5s"));
  EXPECT_THAT(parsed("error_rate<=0; requests>=5; errors<=2"),
              ElementsAre(error_rate <= 0_percent, requests >= 5, errors <= 2));
}

TEST(ParseGatesTest, ParsesWindowsAndStages) {
  EXPECT_THAT(parsed("p99 every 10s<250ms; error_rate  every  1m < 1%, checks every 1s>99%"),
              ElementsAre(p99.every(10s) < 250ms, error_rate.every(1min) < 1_percent,
                          checks.every(1s) > 99_percent));
  EXPECT_THAT(parsed("p99 after spike+5s<50ms, p99 after spike < 1s; p50 during spike<1s"),
              ElementsAre(p99.after(stage("spike"), 5s) < 50ms, p99.after(stage("spike")) < 1s,
                          p50.during(stage("spike")) < 1s));
  EXPECT_THAT(parsed("p50 during the big one<1s; p50 during \"a<b; c\"<1s; p50 after \"a+b\"<1s"),
              ElementsAre(p50.during(stage("the big one")) < 1s, p50.during(stage("a<b; c")) < 1s,
                          p50.after(stage("a+b")) < 1s));
}

TEST(ParseGatesTest, ParsesPrintedWindowsAndStages) {
  const Gate gates[] = {p99.every(10s) < 250ms,
                        max_response_time.every(1500ms) < 1s,
                        p99.after(stage("spike"), 5s) < 50ms,
                        p99.after(stage("spike")) < 50ms,
                        p99.after(stage("a+1s"), 5s) < 50ms,
                        p99.after(stage(" a ")) < 50ms,
                        p99.during(stage("[x]; \xe2\x89\xa5 (y")) < 50ms,
                        checks.during(stage("during during")) >= 99_percent};
  for (const Gate& gate : gates) {
    EXPECT_THAT(parsed(gate.text()), ElementsAre(gate)) << gate.text();
  }
  EXPECT_EQ((p99.after(stage("spike"), 5s) < 50ms).text(), "p99 after spike+5s<50ms");
}

TEST(ParseGatesTest, ExplainsWindowAndStageErrors) {
  EXPECT_THAT(mistake("p99 every 10<<250ms"), HasSubstr("got '<<'"));
  EXPECT_THAT(mistake("p99 every soon<250ms"), HasSubstr("'soon' is not a duration"));
  EXPECT_THAT(mistake("p99 every 100ms<250ms"),
              HasSubstr("a window must last at least one second"));
  EXPECT_THAT(mistake("p99 evry 10s<250ms"), HasSubstr("unknown metric 'p99 evry 10s'"));
  EXPECT_THAT(mistake("p99 after spike+soon<50ms"), HasSubstr("'soon' is not a duration"));
  EXPECT_THAT(mistake("p99 after \"spike\" 5s<50ms"), HasSubstr("unexpected '5s' after the stage"));
  EXPECT_THAT(mistake("p99 after a\"b<50ms"), HasSubstr("must not contain '\"'"));
  EXPECT_THAT(mistake("p99 after +5s<50ms"), HasSubstr("the name of the stage is missing"));
  EXPECT_THAT(mistake("dropped every 10s<1"), HasSubstr("counted only at the end"));
  EXPECT_THAT(mistake("dropped[GET /] every 10s<1"), HasSubstr("a metric of the whole run"));
  EXPECT_THAT(mistake("p99[GET /] evry 10s<250ms"), HasSubstr("'[' needs a ']'"));
}

TEST(ParseGatesTest, AcceptsCppName) {
  EXPECT_EQ(mistake("p99.every(10s)<250ms"),
            "gate 'p99.every(10s)<250ms': '.every(…)' is C++ syntax; write p99 every "
            "10s<250ms");
  EXPECT_THAT(mistake("p99.after(stage(\"spike\"), 5s)<50ms"),
              HasSubstr("write p99 after spike+5s<50ms"));
}

}  // namespace
}  // namespace traffic::detail
