// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/response_matcher.h"

#include <array>
#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <utility>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::Matcher;

// Counts its living copies, and has the size of its template argument.
template <std::size_t kSize>
class Tracked {
 public:
  using is_gtest_matcher = void;

  explicit Tracked(std::shared_ptr<int> token) : token_(std::move(token)) {}
  bool MatchAndExplain(const Response& response, std::ostream*) const {
    return response.exchange().status == 200 && *token_ == 1;
  }
  void DescribeTo(std::ostream* out) const { *out << "tracked"; }
  void DescribeNegationTo(std::ostream* out) const { *out << "untracked"; }

 private:
  std::shared_ptr<int> token_;
  std::array<char, kSize> ballast_{};
};

template <class M>
void copies_and_releases(const M& make) {
  const auto token = std::make_shared<int>(1);
  SampleResponse sample(200);
  {
    Matcher<const Response&> first = make(token);
    Matcher<const Response&> second = first;
    Matcher<const Response&> third;
    third = second;
    second = StatusIs(404);
    EXPECT_TRUE(first.Matches(sample));
    EXPECT_FALSE(second.Matches(sample));
    EXPECT_TRUE(third.Matches(sample));
    third = *&third;
    EXPECT_TRUE(third(sample));
  }
  EXPECT_EQ(token.use_count(), 1);
}

TEST(ResponseMatcherTest, CopiesSmallMatchers) {
  copies_and_releases([](const auto& token) { return Tracked<8>(token); });
}

TEST(ResponseMatcherTest, CopiesLargeMatchers) {
  copies_and_releases([](const auto& token) { return Tracked<5000>(token); });
}

TEST(ResponseMatcherTest, AcceptsEveryKindOfMatcher) {
  SampleResponse sample(200, "x");
  EXPECT_THAT(sample.response(), testing::_);
  EXPECT_THAT(sample.response(), testing::Truly([](const Response& r) { return r.body() == "x"; }));
  EXPECT_THAT(sample.response(), testing::Property(&Response::body, "x"));
  EXPECT_THAT(sample.response(),
              testing::ResultOf([](const Response& r) { return r.status(); }, 200));
  const Matcher<const Response&> stored = testing::AnyOf(StatusIs(1), StatusIs(200));
  EXPECT_THAT(sample.response(), stored);
  EXPECT_THAT(sample.response(), testing::Not(testing::Not(stored)));
  EXPECT_EQ(describe(testing::Not(StatusIs(200))), "status other than 200");
}

TEST(ResponseMatcherTest, MatchersOwnTheirTexts) {
  SampleResponse sample(200, R"({"id":7,"name":"a name longer than any small buffer","list":[1]})",
                        "HTTP/1.1 200 OK\r\nX-Name: a value longer than any buffer\r\n"
                        "Set-Cookie: session=1; SameSite=Lax\r\n\r\n");
  std::string header = "X-Name", value = "a value longer than any buffer", cookie = "session";
  std::string attribute = "SameSite=Lax", pointer = "/name", part = "small buffer", rule = "/id";
  boost::json::value name = "a name longer than any small buffer";
  const Matcher<const Response&> all =
      AllOf(HeaderIs(header, value), HasHeader(std::string_view(header), value.c_str()),
            HasCookie(cookie, attribute), BodyContains(part), JsonAt(pointer, name),
            JsonAt(std::string_view(pointer), std::string_view(name.as_string())),
            JsonEq(R"({"id":0,"name":"a name longer than any small buffer","list":[1]})",
                   ignoring(rule), unordered(pointer)));
  for (std::string* text : {&header, &value, &cookie, &attribute, &pointer, &part, &rule}) {
    text->assign(text->size(), '#');
  }
  name = nullptr;
  EXPECT_THAT(sample.response(), all);
}

TEST(ResponseMatcherTest, OmitsTextsWhenQuiet) {
  SampleResponse sample(503, R"({"id":7})");
  const auto check = [&](const auto& matcher) {
    EXPECT_NE(describe(matcher), "");
    EXPECT_NE(explain(sample, matcher), "");
    quiet() = true;
    EXPECT_EQ(describe(matcher), "");
    EXPECT_EQ(describe_negation(matcher), "");
    EXPECT_EQ(explain(sample, matcher), "");
    EXPECT_FALSE(matches(sample, matcher));
    quiet() = false;
  };
  check(StatusIs(200));
  check(StatusIs(testing::Lt(300)));
  check(IsSuccess());
  check(JsonAt("/id", 8));
  check(JsonAt("/id", testing::Gt(8)));
  check(JsonEq({{"id", 8}}));
  check(HeaderIs("ETag", "x"));
  check(BodyIs("x"));
  check(BodyContains("x"));
  check(RespondsWithin(std::chrono::nanoseconds(-1)));
  check(traffic::AllOf(StatusIs(200), JsonAt("/id", 8)));
}

}  // namespace
}  // namespace traffic::detail
