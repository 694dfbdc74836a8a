// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>

#include <cstddef>
#include <memory>
#include <new>
#include <ostream>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/match/mismatch.h"
#include "gtest_traffic/response.h"

namespace traffic {

// A base class of all matchers of this library. Through it, argument-dependent lookup finds
// traffic::AllOf, AnyOf and Not.
struct MatcherScope {};

}  // namespace traffic

namespace testing {

// Holds any matcher on Response. GoogleMock's generic Matcher allocates in each EXPECT_THAT if the
// matcher is larger than a pointer. This specialization stores up to kRoom bytes in place. For a
// request with a check of status and JSON, it saves the only heap allocation and 172 of 8,630
// instructions (2.0 %), measured with benchmarks/peers/guard. For a check of the status alone, it
// saves 5 of 5,001.
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
      emplace<Stored>(std::forward<M>(matcher));
    } else {
      emplace<std::shared_ptr<const Stored>>(
          std::make_shared<const Stored>(std::forward<M>(matcher)));
    }
  }

  Matcher(const Matcher& other);
  Matcher& operator=(const Matcher& other);
  ~Matcher() override;

  bool MatchAndExplain(const traffic::Response& response, MatchResultListener* listener) const {
    const bool matched = actions_->match(room_, response, listener);
    if (is_unchecked_error(response)) [[unlikely]]
      check_described_status(response);
    return matched;
  }
  bool Matches(const traffic::Response& response) const {
    const bool matched = actions_->accepts(room_, response);
    if (is_unchecked_error(response)) [[unlikely]]
      check_described_status(response);
    return matched;
  }
  bool operator()(const traffic::Response& response) const { return Matches(response); }

  void DescribeTo(std::ostream* out) const override;
  void DescribeNegationTo(std::ostream* out) const override;
  void ExplainMatchResultTo(const traffic::Response& response, std::ostream* out) const;
  const MatcherDescriberInterface* GetDescriber() const { return this; }

 private:
  struct Actions {
    bool (*accepts)(const void* room, const traffic::Response&);
    bool (*match)(const void* room, const traffic::Response&, MatchResultListener*);
    void (*describe)(const void* room, std::ostream*, bool negated);
    void (*copy)(const void* from, void* to);
    void (*destroy)(void* room);  // null if there is nothing to do
  };

  static bool is_unchecked_error(const traffic::Response& response) {
    const traffic::Exchange& exchange = response.exchange();
    return exchange.status >= 400 && !exchange.status_checked;
  }

  // Marks the status as evaluated if the description of this matcher contains it. GoogleMock's
  // AnyOf and AllOf may have skipped the matcher that reads the status.
  void check_described_status(const traffic::Response& response) const;

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
    static bool accepts(const void* room, const traffic::Response& response) {
      const auto& matcher = matcher_of(get(room));
      if constexpr (requires { matcher.accepts(response); }) {
        return matcher.accepts(response);
      } else {
        return with_deaf_listener(&match, room, response);
      }
    }
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
    static constexpr Actions kActions{
        &accepts, &match, &describe, &copy,
        std::is_trivially_destructible_v<Stored> ? nullptr : &destroy};
  };

  static bool with_deaf_listener(bool (*match)(const void*, const traffic::Response&,
                                               MatchResultListener*),
                                 const void* room, const traffic::Response& response);

  template <class Stored, class M>
  void emplace(M&& matcher) {
    // A stateless matcher writes no bytes. Without this write, GCC warns that `match` reads
    // uninitialized memory.
    if constexpr (sizeof(Stored) == 1) room_[kRoom - 1] = std::byte{};
    ::new (static_cast<void*>(room_)) Stored(std::forward<M>(matcher));
    actions_ = &ActionsOf<Stored>::kActions;
  }

  const Actions* actions_ = nullptr;
  alignas(std::max_align_t) std::byte room_[kRoom];
};

}  // namespace testing

namespace traffic::detail {

// Recognizes the response matchers of this library.
template <class M>
concept ResponseMatcher = requires {
  typename M::is_response_matcher;
};

// Tells whether a matcher, or one that it contains, reads the status of a response.
template <class M>
consteval bool reads_status() {
  if constexpr (requires { M::kTheStatusTells; }) return true;
  if constexpr (requires { M::kReadsStatus; }) return M::kReadsStatus;
  return false;
}

// While it exists, the response matchers of this thread write no descriptions. They only note
// whether a described matcher reads the status.
class StatusSearch {
 public:
  StatusSearch();
  ~StatusSearch();
  StatusSearch(const StatusSearch&) = delete;
  StatusSearch& operator=(const StatusSearch&) = delete;

  bool found() const { return found_; }

  // Returns whether a search is active, which then notes the described matcher.
  static bool note(bool reads_status);

 private:
  bool found_ = false;
};

// Returns `no response (refused)`. The text of the failure adds the details.
std::string missing_response(const Response& response);

// Returns `a body that is not JSON (…)` with the error of the parser.
std::string not_json_text(const Response& response);

// The base of the response matchers. No matcher matches a missing response. `Derived` defines:
//  - `bool matches(const Response&) const`, which must not allocate;
//  - `void describe(std::ostream& out, bool negated) const`, which completes `expected …`;
//  - `void explain(const Response&, Mismatch&) const`, which fills `actual`, and `details` if there
//    are any. GoogleTest also calls it for a match inside Not().
// A matcher that reads the status evaluates it in every match, even if it contains other matchers
// and skips the one that reads the status.
template <class Derived>
class ResponseMatcherBase : public MatcherScope {
 public:
  using is_gtest_matcher = void;
  using is_response_matcher = void;

  bool MatchAndExplain(const Response& response, std::ostream* out) const {
    const bool matched = accepts(response);
    if constexpr (!requires { Derived::kTellsTheCause; }) {
      if (!matched) mismatch_cause() = {};
    }
    if (out != nullptr && !quiet()) explain_to(*out, response);
    return matched;
  }
  void DescribeTo(std::ostream* out) const { describe_to(*out, false); }
  void DescribeNegationTo(std::ostream* out) const { describe_to(*out, true); }

  // Returns the result alone.
  bool accepts(const Response& response) const {
    if (response.exchange().status == 0) return false;
    if constexpr (reads_status<Derived>()) response.exchange().status_checked = true;
    return self().matches(response);
  }

  // Returns the expected and the actual value.
  Mismatch mismatch_of(const Response& response) const {
    Mismatch mismatch;
    mismatch.expected = description(false);
    if (response.exchange().status == 0) {
      mismatch.actual = missing_response(response);
    } else {
      self().explain(response, mismatch);
    }
    return mismatch;
  }

  std::string description(bool negated) const {
    std::ostringstream out;
    self().describe(out, negated);
    return std::move(out).str();
  }

 private:
  void explain_to(std::ostream& out, const Response& response) const {
    const MismatchCause cause = mismatch_cause();  // must stay unchanged
    out << note_mismatch(mismatch_of(response), description(false));
    mismatch_cause() = cause;
  }
  const Derived& self() const { return static_cast<const Derived&>(*this); }

  void describe_to(std::ostream& out, bool negated) const {
    if (StatusSearch::note(reads_status<Derived>())) return;
    std::string text = quiet() ? std::string() : description(negated);
    out << text;
    note_description(std::move(text), negated);
  }
};

}  // namespace traffic::detail
