// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/response_matcher.h"

#include <fmt/format.h>

#include <ostream>

namespace testing {

using traffic::Response;

namespace {

class Listener : public MatchResultListener {
 public:
  explicit Listener(std::ostream* out) : MatchResultListener(out) {}
};

}  // namespace

Matcher<const Response&>::Matcher(const MatcherInterface<const Response&>* implementation) {
  emplace<std::shared_ptr<const MatcherInterface<const Response&>>>(implementation);
}

Matcher<const Response&>::Matcher(const MatcherInterface<Response>* implementation) {
  emplace<std::shared_ptr<const MatcherInterface<Response>>>(implementation);
}

Matcher<const Response&>::Matcher(const Matcher& other)
    : MatcherDescriberInterface(other), actions_(other.actions_) {
  if (actions_ != nullptr) actions_->copy(other.room_, room_);
}

Matcher<const Response&>& Matcher<const Response&>::operator=(const Matcher& other) {
  if (this == &other) return *this;
  if (actions_ != nullptr && actions_->destroy != nullptr) actions_->destroy(room_);
  actions_ = other.actions_;
  if (actions_ != nullptr) actions_->copy(other.room_, room_);
  return *this;
}

Matcher<const Response&>::~Matcher() {
  if (actions_ != nullptr && actions_->destroy != nullptr) actions_->destroy(room_);
}

bool Matcher<const Response&>::with_deaf_listener(bool (*match)(const void*, const Response&,
                                                                MatchResultListener*),
                                                  const void* room, const Response& response) {
  Listener deaf(nullptr);
  return match(room, response, &deaf);
}

void Matcher<const Response&>::DescribeTo(std::ostream* out) const {
  actions_->describe(room_, out, false);
}

void Matcher<const Response&>::DescribeNegationTo(std::ostream* out) const {
  actions_->describe(room_, out, true);
}

void Matcher<const Response&>::check_described_status(const Response& response) const {
  const traffic::detail::StatusSearch search;
  std::ostream discarded(nullptr);
  DescribeTo(&discarded);
  if (search.found()) response.exchange().status_checked = true;
}

void Matcher<const Response&>::ExplainMatchResultTo(const Response& response,
                                                    std::ostream* out) const {
  Listener listener(out);
  MatchAndExplain(response, &listener);
}

}  // namespace testing

namespace traffic::detail {
namespace {

constinit thread_local bool* search_result = nullptr;

}  // namespace

StatusSearch::StatusSearch() { search_result = &found_; }

StatusSearch::~StatusSearch() { search_result = nullptr; }

bool StatusSearch::note(bool reads_status) {
  if (search_result == nullptr) return false;
  *search_result |= reads_status;
  return true;
}

std::string missing_response(const Response& response) {
  return fmt::format("no response ({})", to_string(response.exchange().failure));
}

std::string not_json_text(const Response& response) {
  return fmt::format("a body that is not JSON ({})", response.json_error());
}

}  // namespace traffic::detail
