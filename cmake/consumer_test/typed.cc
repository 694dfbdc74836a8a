// SPDX-License-Identifier: Apache-2.0
// API uses beyond the examples of the manual. Compiled with all warnings; sends nothing.
#include <gtest_traffic/gtest_traffic.h>

#include <boost/json.hpp>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

namespace {

class Typist : public User {
 protected:
  void SetUp() override {
    http.header("X-API-Key", "key");
    http.auth(bearer("token"));
    http.redirects(3);
  }
  void TearDown() override { http.disconnect(); }
  int typed_ = 0;
};

const Feeder kAccounts = Feeder(rows({{{"card", "visa"}}, {{"card", "amex"}}})).random();
const Feeder kOnce = Feeder(rows({{{"card", "visa"}}})).shuffled().once().of_shard(0, 1);
const Numbers kNumbers = Numbers(1, 9).shuffled().once();
const bool kOrdersGo = clean_up("POST /typed", "DELETE /typed/{/id}");
constexpr const char* kUserSchema = R"({"type": "object", "title": "User"})";

JOURNEY(Typist, TypesRequests, .weight = 0, .tags = {"typed", "offline"}) {
  GTEST_SKIP() << "is only compiled";
  const std::string id = fake.uuid();
  auto all = http.get("/a");
  auto one = http.get("/a/{}/{}", id, 7);
  auto old = http.get({"/a/{}", id}, {.query = {{"page", 2}, {"all", "yes"}}, .read_timeout = 5s});
  http.head("/a/{}", std::string_view("b"));
  http.options("/a");
  http.del("/a/{}", all["/id"]);
  http.patch({"/a/{}", 3U}, {{"name", fake.name()}, {"tags", {"a", "b"}}, {"none", nullptr}});
  http.put("/a", boost::json::value{{"a", 1}});
  http.post("/a", raw("text", "text/plain"), {.headers = {{"Accept", "text/csv"}}});
  http.post("/a", form({{"user", "ada"}, {"age", 36}, {"share", 0.5}}));
  http.post("/a", multipart({{"title", "a"}, {"file", file("/a", {.type = "image/png"})}}));
  http.post("/a", std::map<std::string, int>{{"a", 1}});
  http.post("/a", {{"tags", std::vector<std::string>{"a"}}, {"note", std::optional<int>()}});
  http.request(Method::kGet, "/a", {}, {});
  http.get("/a", {.auth = basic("ada", "x"), .range = byte_range(0, 9)});
  http.get("/a", {.auth = digest("ada", "x"), .into = save_to("/a", {.limit = 10})});
  http.get("/a", {.auth = api_key("X-Key", "k"), .into = hand_to([](std::string_view) {})});
  http.get("/a", {.auth = api_key_in_query("key", "k"), .decoding = Decoding::kOff});
  http.get("/a", {.auth = oauth2({.token_url = "/token", .client_id = "a"}), .retries = 0});
  http.cookies().set("a", "b");
  Response login;
  login = http.post("/login", form({{"user", "ada"}}));
  http.auth(bearer(login["/access_token"]));
  http.header("Authorization", "Bearer " + login["/access_token"]);
  http.get(login["/next"], {.query = {{"page", login["/page"]}}});
  const std::string token = login["/access_token"];
  for (const auto& item : login["/items"]) http.get("/a/{}", item["/id"]);
  std::cout << login << login["/items"].size() << login["/items"][0] << token;
  created(one, {"/a/{}", one["/id"]});
  think(10ms);
  think(10ms, 20ms);
  typed_ += one.attempts() + old.redirects();
  STEP("checks") {
    EXPECT_EQ(one["/id"], id);
    EXPECT_EQ(one["/n"].as_int64(), 3);
    EXPECT_EQ(one["/n"].to_number<unsigned>(), 3U);
    EXPECT_TRUE(one["/n"].is_number());
    EXPECT_EQ(one.failure(), Failure::kNone);
    EXPECT_LT(one.timings().total, 1s);
    EXPECT_EQ(kAccounts.next()["card"], "visa");
    EXPECT_EQ(kOnce.next()["card"], "visa");
    EXPECT_GT(kNumbers.next(), fake.pick({0, -1}));
  }
  EVENTUALLY(within(1s), every(10ms)) {
    if (fake.chance(0.5)) give_up("never");
    ASSERT_THAT(http.get("/a"), StatusIs(200));
  };
}

JOURNEY(Typist, TypesMatchers, .weight = 0, .rows = rows({{{"a", 1}}})) {
  GTEST_SKIP() << "is only compiled";
  static const auto kSchema = Schema::parse(
      kUserSchema, {.formats = SchemaFormats::kAssert, .documents = SchemaDocuments()});
  auto r = http.get("/a/{}", row["a"]);
  EXPECT_THAT(r, AllOf(StatusIs(200), IsSuccess(), RespondsWithin(1s), BodyIs("a")));
  EXPECT_THAT(r, StatusIs(AnyOf(200, 201)));
  EXPECT_THAT(r, AnyOf(StatusIs(200), Not(StatusIs(404))));
  EXPECT_THAT(r, HeaderIs("A", StartsWith("b")));
  EXPECT_THAT(r, HasHeader("Vary", HasSubstr("Origin")));
  EXPECT_THAT(r, BodyIs(ContainsPattern("^a")));
  EXPECT_THAT(r, BodyContains("a"));
  EXPECT_THAT(r, JsonAt("/a", 1));
  EXPECT_THAT(r, JsonAt("/a", {1, 2}));
  EXPECT_THAT(r, JsonAt("/a", {{"b", 1.5}}));
  EXPECT_THAT(r, JsonAt("/a", nullptr));
  EXPECT_THAT(r, JsonAt("/a", true));
  EXPECT_THAT(r, JsonAt("/a", std::string("b")));
  EXPECT_THAT(r, JsonAt("/a", std::vector<int>{1, 2}));
  EXPECT_EQ(r["/a"], (std::vector<std::string>{"a", "b"}));
  EXPECT_THAT(r["/a"], ElementsAre("a", "b"));
  EXPECT_THAT(r["/a"], SizeIs(2));
  EXPECT_THAT(r["/b"], StartsWith("b"));
  EXPECT_THAT(r, JsonAt("/a", AllOf(Ge(1), Lt(2.5))));
  EXPECT_THAT(r, JsonAt("/a", ElementsAre(1, "b", JsonAt("/c", IsUuid()))));
  EXPECT_THAT(r, JsonAt("/a", UnorderedElementsAre("a", "b")));
  EXPECT_THAT(r, JsonAt("/a", Each(JsonAt("/b", AnyOf(IsUrl(), IsDate(), IsTimestamp())))));
  EXPECT_THAT(r, JsonPath("$..a", Contains(Gt(1))));
  EXPECT_THAT(r, JsonPath("$..a", SizeIs(3)));
  EXPECT_THAT(r, JsonPathIs("$.a[0]", "b"));
  EXPECT_THAT(r, JsonPathIs("$.a[0]", {1, 2}));
  EXPECT_THAT(r, HasNoJsonPath("$..b"));
  EXPECT_THAT(r, JsonEq({{"a", 1}}, ignoring("id"), unordered(), near(0.1), near("/t", 1s)));
  EXPECT_THAT(r, JsonEq(R"({"a":1})"));
  EXPECT_THAT(r, JsonContains({{"a", 1}}, unordered("/b", "/c"), near("/d", 0.5), near(5s)));
  EXPECT_THAT(r, JsonNear("/a", 1.5, 0.1));
  EXPECT_THAT(r, MatchesSchema(kSchema));
  EXPECT_THAT(r, MatchesSchema(kUserSchema));
  EXPECT_THAT(r, HasCookie("a", "Secure", "SameSite=Lax"));
  EXPECT_THAT(r, CookieIs("a", MatchesPattern("[a-z]+")));
  EXPECT_THAT(r, CertificateValidFor(std::chrono::days(14)));
  EXPECT_THAT(r, BodySha256Is("00"));
  EXPECT_THAT(r, MatchesGolden("a.json", masked("/id")));
  EXPECT_THAT(std::string("b"), Not(IsWithin(1min, std::chrono::system_clock::now())));
}

class TypedLoad : public LoadCheck {};

TEST_F(TypedLoad, IsOnlyCompiled) {
  GTEST_SKIP() << "is only compiled";
  const Report report =
      Load()
          .named("typed")
          .mix({{"Typist.*", 9}, {.journey = "@typed"}})
          .user_classes({{.user = "Typist", .exactly = 1}})
          .shape(stairs({.from = per_second(1), .by = per_second(1), .each = 1s}), hold(1s),
                 spikes({.base = per_second(1), .peak = per_second(9), .every = 1s}),
                 arrivals(10, 1s), at_once(5), pause(1s), heaviside(10, 1s),
                 follow(1s, [](Duration t) { return per_second(seconds_of(t)); }))
          .spacing(Spacing::kPoisson)
          .max_rate(per_second(10))
          .workers(2)
          .seed(7)
          .grace(1s)
          .iterations_per_user(3)
          .expect(percentile(75).of("GET /a").during(stage("calm")) < 1s)
          .expect(achieved_rate >= per_minute(1))
          .run();
  EXPECT_THAT(report, AllOf(mean < 1s, max_response_time <= 2s, dropped <= 0U, errors <= 0));
  EXPECT_THAT(report, request_rate > per_second(1));
  EXPECT_EQ(report.total.requests, 1U);
  const auto gates = parse_gates("p99<1s");
  EXPECT_TRUE(static_cast<bool>(gates));
}

[[maybe_unused]] const auto& kTwin = register_journey<Typist>(
    "Typist", "IsATwin", {.weight = 0}, [](Typist& typist) { typist.think(1ms); });

}  // namespace
