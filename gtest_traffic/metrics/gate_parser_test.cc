// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "gtest_traffic/metrics/gate.h"

namespace traffic {
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

TEST(ParseGates, ReadsWhatTheFlagHolds) {
  EXPECT_THAT(
      parsed("p99<250ms; p95[POST /api/payments]<300ms; error_rate<0.1%; achieved_rate>=49/s"),
      ElementsAre(p99 < 250ms, p95.of("POST /api/payments") < 300ms, error_rate < 0.1_percent,
                  achieved_rate >= per_second(49)));
}

TEST(ParseGates, TakesEveryFigureAndComparison) {
  EXPECT_THAT(
      parsed("p50 < 1, p75<=2s ,p99.9>1ms;p99_9 > 1ms; p99.99>=1us"),
      ElementsAre(p50<1s, percentile(75) <= 2s, p99_9> 1ms, p99_9 > 1ms, percentile(99.99) >= 1us));
  EXPECT_THAT(
      parsed("mean<1s,max<1s,errors<=0,request_rate>1,rps>1/s,dropped<1,requests>=1000"),
      ElementsAre(
          mean<1s, max_response_time<1s, errors <= 0, request_rate> per_second(1), request_rate>
              per_second(1),
          dropped < 1, requests >= 1000));
  EXPECT_THAT(parsed(" ; ,"), IsEmpty());
}

TEST(ParseGates, LetsAStepBeNamedAnything) {
  EXPECT_THAT(
      parsed("p50[GET /a,b;c(]<1s; p50[GET /list[]]<1s; errors[a<b]<1"),
      ElementsAre(p50.of("GET /a,b;c(") < 1s, p50.of("GET /list[]") < 1s, errors.of("a<b") < 1));
}

TEST(ParseGates, ReadsBackWhatAGatePrints) {
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

TEST(ParseGates, NamesTheNearestFigure) {
  EXPECT_THAT(
      mistake("eror_rate<1%"),
      HasSubstr("gate 'eror_rate<1%': unknown figure 'eror_rate' (did you mean 'error_rate'?)"));
  EXPECT_THAT(mistake("p101<1s"), HasSubstr("unknown figure 'p101'"));
  EXPECT_THAT(mistake("P99<1s"), HasSubstr("did you mean 'p99'?"));
}

TEST(ParseGates, ReportsAllMistakes) {
  EXPECT_EQ(
      mistake("p99<fast; p50<1s; errors<-1"),
      "gate 'p99<fast': 'fast' is not a duration: it starts with no number; write it as 250ms, "
      "1.5s or 2m; gate 'errors<-1': '-1' is not a whole number");
}

TEST(ParseGates, SaysWhatIsWrong) {
  EXPECT_THAT(mistake("p99"), HasSubstr("it has no comparison; write it as p99<250ms"));
  EXPECT_THAT(mistake("p99=250ms"), HasSubstr("'=' is none of <, <=, > and >="));
  EXPECT_THAT(mistake("p99!=250ms"), HasSubstr("'!=' is none of"));
  EXPECT_THAT(mistake("p99<"), HasSubstr("'' is not a duration"));
  EXPECT_THAT(mistake("<1s"), HasSubstr("unknown figure ''"));
  EXPECT_THAT(mistake("p99[]<1s"), HasSubstr("the brackets are empty"));
  EXPECT_THAT(mistake("p99[GET /<1s"), HasSubstr("'[' has no ']'"));
  EXPECT_THAT(mistake("p99[GET /]"), HasSubstr("'[' has no ']'"));
  EXPECT_THAT(mistake("dropped[GET /]<1"), HasSubstr("is a figure of the whole run"));
  EXPECT_THAT(mistake("error_rate<5"), HasSubstr("did you mean 5%?"));
}

TEST(ParseGates, SaysThatWindowsAreNotBuilt) {
  EXPECT_THAT(mistake("p99.every(10s)<250ms"), HasSubstr("not built yet: 'every'"));
  EXPECT_EQ(
      mistake("p99.after(stage(\"spike\"), 5s)<50ms"),
      "gate 'p99.after(stage(\"spike\"), 5s)<50ms': not built yet: 'after'; judge the whole run");
}

}  // namespace
}  // namespace traffic
