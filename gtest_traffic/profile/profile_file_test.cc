// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/profile/profile_file.h"

#include <gmock/gmock.h>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/plan/shape.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

std::string error_of(const std::string& text) {
  const auto file = parse_profile_file(text, "p.yaml");
  return file ? "" : file.error().message;
}

TEST(ProfileFileTest, ReadsLoadOfProgramJourneys) {
  const auto file = parse_profile_file(R"(
mix: {Shopper.Browses: 9, "Shopper.B*": 1}
shape:
  - {ramp_to: 50/s, for: 10s}
  - {hold: 20s, name: calm}
  - {spikes: {base: 50/s, peak: 200/s, every: 10s, lasting: 2s, times: 2}}
warm_up: 5s
spacing: poisson
user_cap: 100
expect: [p99<250ms, error_rate<0.1%, p90 after spike+2s<50ms]
abort_after: 15s
)",
                                       "data/web-shop.yaml");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->name, "web_shop");
  ASSERT_EQ(file->mix.size(), 2u);
  EXPECT_EQ(file->mix[0].journey, "Shopper.Browses");
  EXPECT_EQ(file->mix[0].weight, 9);
  EXPECT_EQ(Shape(file->shape).duration(), 50s);
  EXPECT_EQ(Shape(file->shape).peak(), 200);
  EXPECT_EQ(file->shape[1].name, "calm");
  EXPECT_EQ(file->warm_up, 5s);
  EXPECT_EQ(file->spacing, Spacing::kPoisson);
  EXPECT_EQ(file->user_cap, 100u);
  EXPECT_EQ(file->gates.size(), 3u);
  EXPECT_EQ(file->abort_after, 15s);
}

TEST(ProfileFileTest, ReadsSetUp) {
  const auto file = parse_profile_file(R"(
headers: {Authorization: "Bearer ${token}", X-Tenant: acme}
set_up:
  - post: /login
    capture: {token: /token}
  - get: /me
journeys:
  - name: Reads
    steps:
      - get: /mine/${token}
        capture: {id: /id}
)",
                                       "p.yaml");
  ASSERT_TRUE(file) << file.error().message;
  ASSERT_EQ(file->set_up.steps.size(), 2u);
  EXPECT_EQ(file->set_up.steps[0].headers.size(), 1u) << "the token is not known yet";
  EXPECT_EQ(file->set_up.steps[1].headers.size(), 2u);
  EXPECT_EQ(file->journeys[0].steps[0].headers.size(), 2u);
  EXPECT_EQ(file->journeys[0].steps[0].captures[0].slot, 1u) << "the token keeps its slot";
  EXPECT_THAT(error_of("set_up: [{get: \"/${token}\"}]\njourneys: [{name: J, steps: [{get: /x}]}]"),
              HasSubstr("p.yaml:1: get: unknown name 'token'"));
  EXPECT_THAT(error_of("set_up: [{get: /x}]\nmix: {A.B: 1}"), HasSubstr("which has none"));
}

TEST(ProfileFileTest, ReadsJourneysAndSteps) {
  const auto file = parse_profile_file(R"(
headers: {X-Tenant: acme}
variables: {city: Oslo, mail: "${fake.email}"}
think: 1s..3s
journeys:
  - name: Buys
    weight: 3
    steps:
      - post: /api/users
        json: {email: "${mail}", city: "${city}"}
        expect: {status: [200, 201], json: {/city: "${city}"}, within: 2s}
        capture: {user: /id, next: {header: Location}, first: "$.tags[0]"}
      - get: /api/users/${user}/in/${city}
        headers: {x-tenant: other}
)",
                                       "p.yaml");
  ASSERT_TRUE(file) << file.error().message;
  ASSERT_EQ(file->journeys.size(), 1u);
  const ProfileJourney& journey = file->journeys[0];
  EXPECT_EQ(journey.weight, 3);
  EXPECT_EQ(journey.slots, 4u);  // mail, user, next, first
  ASSERT_EQ(journey.steps.size(), 2u);
  EXPECT_THAT(journey.steps[0].expect.statuses, ElementsAre(200, 201));
  EXPECT_EQ(journey.steps[0].expect.status_line, 11);
  EXPECT_EQ(journey.steps[0].think->high, 3s);
  EXPECT_FALSE(journey.steps[1].think);
  EXPECT_EQ(journey.steps[1].path, "/api/users/{}/in/Oslo");
  EXPECT_EQ(journey.steps[1].values.size(), 1u);
  EXPECT_EQ(journey.steps[1].headers.size(), 1u);  // the step's header replaces the file's
}

TEST(ProfileFileTest, BracesInPathAreText) {
  const auto file = parse_profile_file(R"(
variables: {mail: ann+test@example.com}
journeys:
  - name: J
    steps:
      - {get: "/graphql?variables={}", capture: {id: /id}}
      - get: /users/${mail}/{}/${id}
)",
                                       "p.yaml");
  ASSERT_TRUE(file) << file.error().message;
  const auto& steps = file->journeys[0].steps;
  EXPECT_EQ(steps[0].path, "/graphql?variables=%7B%7D");
  EXPECT_EQ(steps[1].path, "/users/ann%2Btest%40example.com/%7B%7D/{}");
  EXPECT_EQ(steps[1].values.size(), 1u);
}

TEST(ProfileFileTest, MergesMaps) {
  const auto file = parse_profile_file(R"(
journeys:
  - name: J
    steps:
      - get: /a
        headers: &base {X-Tenant: acme, X-Trace: "1"}
      - get: /b
        headers: {<<: *base, X-Trace: "2"}
)",
                                       "p.yaml");
  ASSERT_TRUE(file) << file.error().message;
  const auto& headers = file->journeys[0].steps[1].headers;
  ASSERT_EQ(headers.size(), 2u);
  EXPECT_EQ(headers[0].first, "X-Trace");
  EXPECT_EQ(headers[0].second.front().text, "2");
  EXPECT_EQ(headers[1].first, "X-Tenant");
}

TEST(ProfileFileTest, ReportsEveryMistakeWithItsLine) {
  const std::string error = error_of(R"(warmup: 5s
shape:
  - {constnat: 5/s, for: 1m}
  - {constant: fast, for: 1m}
  - {constant: 5/s}
journeys:
  - name: a b
    steps:
      - {get: /x, capture: {order: /id}}
      - {get: "/x/${oder}", expect: {status: 2000}}
      - {psot: /x}
expect: [p99<250ms, p98.x<1]
)");
  std::vector<std::string> lines;
  for (const std::string_view line : split(error, '\n')) lines.emplace_back(line);
  const auto tells = [](const char* where, const char* what) {
    return testing::AllOf(testing::StartsWith(where), HasSubstr(what));
  };
  EXPECT_THAT(
      lines,
      ElementsAre(tells("p.yaml:1: unknown key 'warmup'", "did you mean 'warm_up'?"),
                  tells("p.yaml:3: the stage has no type", "ramp_to"),
                  tells("p.yaml:3: unknown key 'constnat'", "did you mean 'constant'?"),
                  tells("p.yaml:4: constant: expected a rate or a number of users", "got 'fast'"),
                  tells("p.yaml:5: 'for' is missing", "for: 30s"),
                  tells("p.yaml:7: a journey requires a name of letters", "got 'a b'"),
                  tells("p.yaml:10: get: unknown name 'oder'", "did you mean 'order'?"),
                  tells("p.yaml:10: status: expected a whole number from 100 to 999", "got '2000'"),
                  tells("p.yaml:11: the step sends no request", "post"),
                  tells("p.yaml:11: unknown key 'psot'", "did you mean 'post'?"),
                  tells("p.yaml:12: expect: ", "p98")));
}

TEST(ProfileFileTest, RejectsImpossibleLoad) {
  EXPECT_THAT(error_of("shape: [{constant: 5/s, for: 10s}]\nwarm_up: 10s\n"),
              HasSubstr("p.yaml:1: the warm-up (10 s) must be shorter"));
  EXPECT_THAT(error_of("shape: [{constant: 5/s, for: 10s}]\nexpect: p99 during spike<1s\n"),
              HasSubstr("p.yaml:2: expect: "));
  EXPECT_THAT(error_of("shape: [{constant: 5/s, for: 10s}]\niterations: 5\n"),
              HasSubstr("p.yaml:2: a number of iterations needs a load of users"));
  EXPECT_THAT(error_of("shape: [{constant: 5/s, for: 10s}, {constant: 5 users, for: 10s}]\n"),
              HasSubstr("p.yaml:1: "));
  EXPECT_THAT(error_of("- a\n"),
              HasSubstr("p.yaml:1: a profile must be a map with the keys name, "));
  EXPECT_THAT(error_of("shape: [\n"), HasSubstr("invalid YAML"));
}

TEST(ProfileFileTest, StepHasOneRequestAndOneBody) {
  const auto step = [](const std::string& text) {
    return error_of("journeys:\n  - name: J\n    steps:\n      - {" + text + "}\n");
  };
  EXPECT_THAT(step("post: /a, json: {a: 1}, body: b"),
              HasSubstr("p.yaml:4: a step can have only one of"));
  EXPECT_EQ(step("get: /a, json: {a: 1}"), "");
  EXPECT_THAT(step("head: /a, json: {a: 1}"), HasSubstr("a head request cannot have a body"));
  for (const char* const name : {"Content-Length: 9", "transfer-encoding: chunked"}) {
    EXPECT_THAT(step(std::string("get: /a, headers: {") + name + "}"),
                HasSubstr("is written by the client"));
  }
  EXPECT_THAT(step("get: /a, post: /b"), HasSubstr("a step can send only one request"));
  EXPECT_THAT(step("get: a"), HasSubstr("must begin with '/'"));
  EXPECT_THAT(step("get: /a, capture: {id: id}"), HasSubstr("is not a path in JSON"));
  EXPECT_THAT(step("get: /a, expect: {json: {\"$.a[\": 1}}"), HasSubstr("p.yaml:4: "));
  EXPECT_THAT(step("headers: {A: b}"), HasSubstr("the step sends no request"));
  EXPECT_EQ(step("think: 1s"), "");
}

}  // namespace
}  // namespace traffic::detail
