// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>

#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/json/diff.h"
#include "gtest_traffic/match/boxed.h"
#include "gtest_traffic/match/json_view.h"
#include "gtest_traffic/match/mismatch.h"

namespace traffic::detail {

// Reads a number into an arithmetic type. Returns false if the type cannot hold the value exactly.
template <class Number>
bool read_number(const boost::json::value& json, Number& number);

// Expects a JSON value that a GoogleMock matcher accepts. A polymorphic matcher receives a
// JsonView: comparisons (`Gt(3)`, `Ne("x")`), strings (`StartsWith`, `MatchesRegex`), containers
// (`SizeIs`, `ElementsAre`, `Contains`), `IsTrue`, `Truly`, and combinations of them.
//
// A matcher on double (`DoubleNear`) or float, or on a type of its own (`Matcher<int>`,
// `Matcher<std::string>`), receives the converted value. A value of another kind matches neither
// such a matcher nor its negation.
template <class M>
class MatchedJson {
 public:
  explicit MatchedJson(const M& matcher) : matcher_(matcher) {}
  explicit MatchedJson(M&& matcher) : matcher_(std::move(matcher)) {}

  bool matches(const boost::json::value& actual) const { return apply(actual, nullptr).matched; }

  void describe(std::string_view, std::ostream* out, bool negated) const {
    *out << "that ";
    negated ? subject_matcher().DescribeNegationTo(out) : subject_matcher().DescribeTo(out);
  }

  void explain(std::string_view pointer, const boost::json::value& actual,
               Mismatch& mismatch) const {
    mismatch.actual = shown(pointer, actual);
    testing::StringMatchResultListener inner;
    if (apply(actual, &inner).misused) {
      mismatch.actual += ", but the matcher does not apply to the type ";
      mismatch.actual += kind_name(actual);
    } else if (!inner.str().empty()) {
      mismatch.actual += ", " + redacted(inner.str());
    }
  }

 private:
  template <class T>
  struct TypeOf {
    using type = std::conditional_t<
        std::is_convertible_v<M, testing::Matcher<const JsonView&>>, const JsonView&,
        std::conditional_t<std::is_convertible_v<M, testing::Matcher<float>>, float, double>>;
  };
  template <class T>
  struct TypeOf<testing::Matcher<T>> {
    using type = T;
  };
  using Subject = typename TypeOf<M>::type;
  using Value = std::remove_cvref_t<Subject>;

  struct Outcome {
    bool matched = false;
    bool misused = false;
  };

  testing::Matcher<Subject> subject_matcher() const {
    return testing::SafeMatcherCast<Subject>(matcher_.get());
  }

  Outcome apply(const boost::json::value& actual, testing::MatchResultListener* listener) const {
    Outcome outcome;
    // Text checks of this library need no GoogleMock wrapper, which would allocate.
    if constexpr (requires { typename M::is_text_check; }) {
      if (listener == nullptr) {
        outcome.matched = matcher_.get().MatchAndExplain(actual, nullptr);
        return outcome;
      }
    }
    const JsonView view(actual, outcome.misused);
    if constexpr (std::same_as<Value, JsonView> && OffersImplementation<M, JsonView>) {
      DeafListener deaf;
      outcome.matched =
          matcher_.get().impl().MatchAndExplain(view, listener == nullptr ? &deaf : listener);
      if (outcome.misused) outcome.matched = false;
      return outcome;
    }
    const auto match = [&](const auto& subject) {
      const testing::Matcher<Subject> matcher = subject_matcher();
      return listener == nullptr ? matcher.Matches(subject)
                                 : matcher.MatchAndExplain(subject, listener);
    };
    if constexpr (std::same_as<Value, JsonView>) {
      outcome.matched = match(view);
    } else if constexpr (std::same_as<Value, std::string>) {
      outcome.matched = match(std::string(view));
    } else if constexpr (std::same_as<Value, bool>) {
      outcome.matched = match(static_cast<bool>(view));
    } else if constexpr (std::is_arithmetic_v<Value>) {
      Value number{};
      outcome.misused = !read_number(actual, number);
      outcome.matched = !outcome.misused && match(number);
    } else {
      static_assert(std::same_as<Value, boost::json::value>,
                    "JsonAt takes a matcher on a number, bool, std::string or boost::json::value");
      outcome.matched = match(actual);
    }
    if (outcome.misused) outcome.matched = false;
    return outcome;
  }

  Boxed<M> matcher_;
};

}  // namespace traffic::detail
