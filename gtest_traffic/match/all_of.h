// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <ostream>
#include <tuple>
#include <utility>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// A matcher that also takes another subject than a response, such as a JSON value.
template <class M, class T>
concept AlsoMatches =
    !std::same_as<T, Response> && requires(const M& matcher, const T& subject, std::ostream* out) {
  matcher.MatchAndExplain(subject, out);
};

// Writes the descriptions of matchers: `status 200, and JSON /id to be 7`.
template <class... Ms>
void describe_each(std::ostream& out, const char* conjunction, bool negated,
                   const Ms&... matchers) {
  const char* separator = "";
  const auto one = [&](const auto& matcher) {
    out << std::exchange(separator, conjunction);
    matcher.describe(out, negated);
  };
  (one(matchers), ...);
}

// Matches a response that every nested matcher matches. Reports the mismatch of the first matcher
// that refuses the response.
template <ResponseMatcher... Ms>
class AllOfMatcher : public ResponseMatcherBase<AllOfMatcher<Ms...>> {
 public:
  static constexpr bool kTellsTheCause = true;
  static constexpr bool kReadsStatus = (reads_status<Ms>() || ...);

  using ResponseMatcherBase<AllOfMatcher<Ms...>>::MatchAndExplain;

  explicit AllOfMatcher(const Ms&... matchers) : matchers_(matchers...) {}

  template <class T>
  requires(AlsoMatches<Ms, T>&&...) bool MatchAndExplain(const T& subject,
                                                         std::ostream* out) const {
    return std::apply(
        [&](const Ms&... matchers) { return (matchers.MatchAndExplain(subject, out) && ...); },
        matchers_);
  }

  bool matches(const Response& response) const {
    return std::apply(
        [&](const Ms&... matchers) {
          unsigned number = 0;
          return ((++number, matchers.accepts(response) || refused<Ms>(number)) && ...);
        },
        matchers_);
  }
  void describe(std::ostream& out, bool negated) const {
    const char* const conjunction = negated ? ", or " : ", and ";
    std::apply(
        [&](const Ms&... matchers) { describe_each(out, conjunction, negated, matchers...); },
        matchers_);
  }
  void explain(const Response& response, Mismatch& mismatch) const {
    const auto matched = [&](const auto& matcher) {
      if (matcher.accepts(response)) return true;
      mismatch = matcher.mismatch_of(response);
      return false;
    };
    std::apply([&](const Ms&... matchers) { static_cast<void>((matched(matchers) && ...)); },
               matchers_);
  }

 private:
  // The reason belongs to this matcher, because no earlier one refused.
  template <class M>
  static bool refused(unsigned number) {
    MismatchCause& cause = mismatch_cause();
    cause.part = requires { M::kTheStatusTells; }
    ? 0 : number;
    if constexpr (!requires { M::kTellsTheCause; }) cause.reason = MismatchCause::Reason::kUnknown;
    return false;
  }

  std::tuple<Ms...> matchers_;
};

// Matches a response that at least one nested matcher matches.
template <ResponseMatcher... Ms>
class AnyOfMatcher : public ResponseMatcherBase<AnyOfMatcher<Ms...>> {
 public:
  static constexpr bool kReadsStatus = (reads_status<Ms>() || ...);

  using ResponseMatcherBase<AnyOfMatcher<Ms...>>::MatchAndExplain;

  explicit AnyOfMatcher(const Ms&... matchers) : matchers_(matchers...) {}

  template <class T>
  requires(AlsoMatches<Ms, T>&&...) bool MatchAndExplain(const T& subject, std::ostream*) const {
    return std::apply(
        [&](const Ms&... matchers) { return (matchers.MatchAndExplain(subject, nullptr) || ...); },
        matchers_);
  }

  bool matches(const Response& response) const {
    return std::apply([&](const Ms&... matchers) { return (matchers.accepts(response) || ...); },
                      matchers_);
  }
  void describe(std::ostream& out, bool negated) const {
    const char* const conjunction = negated ? ", and " : ", or ";
    std::apply(
        [&](const Ms&... matchers) { describe_each(out, conjunction, negated, matchers...); },
        matchers_);
  }
  // Names each actual value once.
  void explain(const Response& response, Mismatch& mismatch) const {
    const auto add = [&](const auto& matcher) {
      const Mismatch one = matcher.mismatch_of(response);
      add_actual(mismatch, one.actual);
      mismatch.details.insert(mismatch.details.end(), one.details.begin(), one.details.end());
    };
    std::apply([&](const Ms&... matchers) { (add(matchers), ...); }, matchers_);
  }

 private:
  std::tuple<Ms...> matchers_;
};

// Matches a response that the nested matcher refuses.
template <ResponseMatcher M>
class NotMatcher : public ResponseMatcherBase<NotMatcher<M>> {
 public:
  static constexpr bool kReadsStatus = reads_status<M>();

  using ResponseMatcherBase<NotMatcher<M>>::MatchAndExplain;

  explicit NotMatcher(M matcher) : matcher_(std::move(matcher)) {}

  template <class T>
  requires AlsoMatches<M, T>
  bool MatchAndExplain(const T& subject, std::ostream* out) const {
    return !matcher_.MatchAndExplain(subject, out);
  }

  bool matches(const Response& response) const { return !matcher_.accepts(response); }
  void describe(std::ostream& out, bool negated) const { matcher_.describe(out, !negated); }
  void explain(const Response& response, Mismatch& mismatch) const {
    // The mismatch of a matcher that matched contains only the actual value.
    const Mismatch inner = matcher_.mismatch_of(response);
    mismatch.actual = inner.actual;
    mismatch.details = inner.details;
  }

 private:
  M matcher_;
};

}  // namespace traffic::detail
