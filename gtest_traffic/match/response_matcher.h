// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>

#include <cstddef>
#include <memory>
#include <new>
#include <ostream>
#include <type_traits>
#include <utility>

#include "gtest_traffic/response.h"

namespace traffic {

// Base of all matchers on Response. Argument-dependent lookup finds traffic::AllOf through it.
struct ResponseMatcherBase {
  using is_gtest_matcher = void;
  using is_response_matcher = void;
};

}  // namespace traffic

namespace testing {

// Holds any matcher on Response. GoogleMock's generic Matcher allocates in each EXPECT_THAT if the
// matcher is larger than a pointer. This specialisation stores up to kRoom bytes in place.
template <>
class Matcher<const traffic::Response&> final : private MatcherDescriberInterface {
 public:
  static constexpr std::size_t kRoom = 512;

  explicit Matcher() = default;

  // Takes ownership of the implementation.
  explicit Matcher(const MatcherInterface<const traffic::Response&>* implementation);
  explicit Matcher(const MatcherInterface<traffic::Response>* implementation);

  template <class M, class = typename std::remove_cvref_t<M>::is_gtest_matcher>
  Matcher(M&& matcher) {
    using Stored = std::remove_cvref_t<M>;
    if constexpr (sizeof(Stored) <= kRoom && alignof(Stored) <= alignof(std::max_align_t)) {
      emplace(Stored(std::forward<M>(matcher)));
    } else {
      emplace(std::make_shared<const Stored>(std::forward<M>(matcher)));
    }
  }

  Matcher(const Matcher& other);
  Matcher& operator=(const Matcher& other);
  ~Matcher() override;

  bool MatchAndExplain(const traffic::Response& response, MatchResultListener* listener) const {
    return actions_->match(room_, response, listener);
  }
  bool Matches(const traffic::Response& response) const;
  bool operator()(const traffic::Response& response) const { return Matches(response); }

  void DescribeTo(std::ostream* out) const override;
  void DescribeNegationTo(std::ostream* out) const override;
  void ExplainMatchResultTo(const traffic::Response& response, std::ostream* out) const;
  const MatcherDescriberInterface* GetDescriber() const { return this; }

 private:
  struct Actions {
    bool (*match)(const void* room, const traffic::Response&, MatchResultListener*);
    void (*describe)(const void* room, std::ostream*, bool negated);
    void (*copy)(const void* from, void* to);
    void (*destroy)(void* room);
  };

  template <class M>
  static const M& matcher_of(const M& stored) {
    return stored;
  }
  template <class M>
  static const M& matcher_of(const std::shared_ptr<const M>& stored) {
    return *stored;
  }

  template <class Stored>
  struct ActionsOf {
    static const Stored& get(const void* room) { return *static_cast<const Stored*>(room); }
    static bool match(const void* room, const traffic::Response& response,
                      MatchResultListener* listener) {
      const auto& matcher = matcher_of(get(room));
      if constexpr (requires { matcher.MatchAndExplain(response, listener->stream()); }) {
        return matcher.MatchAndExplain(response, listener->stream());
      } else {
        return matcher.MatchAndExplain(response, listener);
      }
    }
    static void describe(const void* room, std::ostream* out, bool negated) {
      const auto& matcher = matcher_of(get(room));
      negated ? matcher.DescribeNegationTo(out) : matcher.DescribeTo(out);
    }
    static void copy(const void* from, void* to) { ::new (to) Stored(get(from)); }
    static void destroy(void* room) { static_cast<Stored*>(room)->~Stored(); }
    static constexpr Actions kActions{&match, &describe, &copy, &destroy};
  };

  template <class Stored>
  void emplace(Stored&& stored) {
    // A stateless matcher writes no bytes. Without this write, GCC warns that `match` reads
    // uninitialised memory.
    if constexpr (sizeof(Stored) == 1) room_[kRoom - 1] = std::byte{};
    ::new (static_cast<void*>(room_)) Stored(std::forward<Stored>(stored));
    actions_ = &ActionsOf<Stored>::kActions;
  }

  const Actions* actions_ = nullptr;
  alignas(std::max_align_t) std::byte room_[kRoom];
};

}  // namespace testing

namespace traffic::detail {

// Identifies the response matchers of this library. They define `MatchAndExplain(const Response&,
// std::ostream*)`; a null stream requests only the result. The description completes `expected …`,
// and the explanation starts with `got …`.
template <class M>
concept ResponseMatcher = requires {
  typename M::is_response_matcher;
};

// Returns whether a response arrived, and explains its absence if not. No matcher matches a missing
// response.
bool has_response(const Response& response, std::ostream* out);

// Returns the status and marks it as checked. Returns 0 for a missing response and does not mark
// its status, so that `Not` cannot hide the missing response.
inline int status_of(const Response& response) {
  return response.exchange().status == 0 ? 0 : response.status();
}

}  // namespace traffic::detail
