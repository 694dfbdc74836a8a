// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>

#include <concepts>
#include <memory>
#include <memory_resource>
#include <type_traits>
#include <utility>

#include "gtest_traffic/base/matcher_pool.h"

namespace traffic::detail {

// Holds a matcher of GoogleMock. EXPECT_THAT moves a matcher several times, and GoogleMock's string
// matchers copy their texts each time. Such a matcher is therefore held in matcher_pool().
template <class M>
class Boxed {
 public:
  explicit Boxed(const M& matcher) : held_(hold(matcher)) {}
  explicit Boxed(M&& matcher) : held_(hold(std::move(matcher))) {}

  const M& get() const {
    if constexpr (kMoves) {
      return held_;
    } else {
      return *held_;
    }
  }

 private:
  static constexpr bool kMoves = std::is_nothrow_move_constructible_v<M>;
  using Held = std::conditional_t<kMoves, M, std::shared_ptr<const M>>;

  template <class T>
  static Held hold(T&& matcher) {
    if constexpr (kMoves) {
      return std::forward<T>(matcher);
    } else {
      return std::allocate_shared<const M>(std::pmr::polymorphic_allocator<M>(&matcher_pool()),
                                           std::forward<T>(matcher));
    }
  }

  Held held_;
};

// Recognizes a matcher that offers its implementation, such as `StartsWith`. Its use saves the
// wrapper that a conversion to Matcher<Subject> allocates.
template <class M, class Subject>
concept OffersImplementation = requires(const M& matcher, const Subject& subject,
                                        testing::MatchResultListener* listener) {
  { matcher.impl().MatchAndExplain(subject, listener) } -> std::same_as<bool>;
};

// Collects no explanation.
class DeafListener : public testing::MatchResultListener {
 public:
  DeafListener() : MatchResultListener(nullptr) {}
};

}  // namespace traffic::detail
