// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>

#include <concepts>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "gtest_traffic/base/owned_text.h"
#include "gtest_traffic/match/boxed.h"
#include "gtest_traffic/match/text_copy.h"

namespace traffic::detail {

// Expects exactly one text.
class ExactText {
 public:
  explicit ExactText(OwnedText text) : text_(std::move(text)) {}
  bool matches(std::string_view actual) const { return actual == text_.view(); }
  void describe(std::ostream* out, bool negated, bool hidden) const {
    *out << (negated ? "not to be " : "to be ");
    if (hidden) {
      *out << "***";
    } else {
      *out << testing::PrintToString(std::string(text_.view()));
    }
  }

 private:
  OwnedText text_;
};

// Expects a text that a GoogleMock matcher on strings accepts: `StartsWith`, `SizeIs`,
// `Matcher<std::string>`.
template <class M>
class MatchedText {
 public:
  // A typed matcher on std::string does not accept views. Polymorphic matchers do, which saves a
  // copy.
  using Subject = std::conditional_t<std::is_convertible_v<M, testing::Matcher<std::string_view>>,
                                     std::string_view, std::string>;

  explicit MatchedText(const M& matcher) : matcher_(matcher) {}
  explicit MatchedText(M&& matcher) : matcher_(std::move(matcher)) {}
  bool matches(std::string_view actual) const {
    if constexpr (requires { typename M::is_text_check; }) {
      return matcher_.get().MatchAndExplain(actual, nullptr);
    } else if constexpr (OffersImplementation<M, std::string>) {
      DeafListener deaf;
      return matcher_.get().impl().MatchAndExplain(TextCopy(actual).text(), &deaf);
    } else {
      return matcher().Matches(Subject(actual));
    }
  }
  void describe(std::ostream* out, bool negated, bool hidden) const {
    *out << "that ";
    if (hidden) {
      *out << "matches ***";
    } else {
      negated ? matcher().DescribeNegationTo(out) : matcher().DescribeTo(out);
    }
  }

 private:
  testing::Matcher<Subject> matcher() const {
    return testing::SafeMatcherCast<Subject>(matcher_.get());
  }
  Boxed<M> matcher_;
};

// Chooses the expectation: owns a text, and treats any other argument as a matcher.
template <class T>
auto expect_text(T&& expected) {
  if constexpr (std::convertible_to<const std::remove_cvref_t<T>&, std::string_view>) {
    return ExactText(OwnedText(expected));
  } else {
    return MatchedText<std::decay_t<T>>(std::forward<T>(expected));
  }
}

}  // namespace traffic::detail
