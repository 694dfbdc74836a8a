// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <tuple>
#include <utility>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/match/failed_part.h"
#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Matches a response that every nested matcher matches. Explains the first matcher that fails.
template <ResponseMatcher... Ms>
class AllOfMatcher : public ResponseMatcherBase {
 public:
  static constexpr bool kNamesTheFailed = true;  // its explanation says itself what was expected
  static constexpr bool kNotesItsReason = true;

  explicit AllOfMatcher(const Ms&... matchers) : matchers_(matchers...) {}

  bool MatchAndExplain(const Response& response, std::ostream* out) const {
    return std::apply(
        [&](const Ms&... matchers) {
          unsigned number = 0;
          return (match_one(matchers, response, out, ++number) && ...);
        },
        matchers_);
  }
  void DescribeTo(std::ostream* out) const { describe(out, false); }
  void DescribeNegationTo(std::ostream* out) const { describe(out, true); }

 private:
  template <class M>
  static bool match_one(const M& matcher, const Response& response, std::ostream* out,
                        unsigned number) {
    if (matcher.MatchAndExplain(response, nullptr)) return true;
    note_part<M>(number);
    if (out == nullptr || quiet()) return false;
    if constexpr (!requires { M::kNamesTheFailed; }) {
      *out << "expected ";
      matcher.DescribeTo(out);
      *out << ", ";
    }
    matcher.MatchAndExplain(response, out);
    return false;
  }

  // The reason is of this part alone, as an earlier one did not refuse.
  template <class M>
  static void note_part(unsigned number) {
    FailedPart& part = failed_part();
    part.number = requires { M::kTheStatusTells; }
    ? 0 : number;
    if constexpr (!requires { M::kNotesItsReason; }) part.reason = FailedPart::Reason::kUnknown;
  }

  void describe(std::ostream* out, bool negated) const {
    failed_part().described = true;
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

}  // namespace traffic::detail
