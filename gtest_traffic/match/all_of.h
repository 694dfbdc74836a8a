// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <tuple>
#include <utility>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/match/response_matcher.h"

namespace traffic {

// Matches a response that every nested matcher matches. Explains the first matcher that fails.
template <ResponseMatcher... Ms>
class AllOfMatcher {
 public:
  using is_gtest_matcher = void;
  using is_response_matcher = void;
  static constexpr bool kNamesTheFailed = true;  // the explanation names the failed expectation

  explicit AllOfMatcher(const Ms&... matchers) : matchers_(matchers...) {}

  bool MatchAndExplain(const Response& response, std::ostream* out) const {
    return std::apply(
        [&](const Ms&... matchers) { return (match_one(matchers, response, out) && ...); },
        matchers_);
  }
  void DescribeTo(std::ostream* out) const { describe(out, false); }
  void DescribeNegationTo(std::ostream* out) const { describe(out, true); }

 private:
  template <class M>
  static bool match_one(const M& matcher, const Response& response, std::ostream* out) {
    if (matcher.MatchAndExplain(response, nullptr)) return true;
    if (out == nullptr || quiet()) return false;
    if constexpr (!requires { M::kNamesTheFailed; }) {
      *out << "expected ";
      matcher.DescribeTo(out);
      *out << ", ";
    }
    matcher.MatchAndExplain(response, out);
    return false;
  }

  void describe(std::ostream* out, bool negated) const {
    if (quiet()) return;
    const char* separator = "";
    const auto one = [&](const auto& matcher) {
      *out << std::exchange(separator, negated ? ", or " : ", and ");
      negated ? matcher.DescribeNegationTo(out) : matcher.DescribeTo(out);
    };
    std::apply([&](const Ms&... matchers) { (one(matchers), ...); }, matchers_);
  }

  std::tuple<Ms...> matchers_;
};

// Replaces GoogleMock's AllOf if all arguments are response matchers. It does not allocate, and the
// failure names the matcher that failed. It takes the same parameters as GoogleMock's AllOf but is
// more constrained, so that overload resolution chooses it even with `using namespace testing`.
template <typename... Args>
requires(sizeof...(Args) > 0 &&
         (ResponseMatcher<Args> && ...)) AllOfMatcher<Args...> AllOf(const Args&... matchers) {
  return AllOfMatcher<Args...>(matchers...);
}

}  // namespace traffic
