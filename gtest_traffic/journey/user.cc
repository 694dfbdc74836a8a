// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/user.h"

#include <utility>

#include "gtest_traffic/journey/session.h"

namespace traffic {
using namespace detail;

User::User() : session_(Session::current()) {}

User::~User() = default;

void User::think(Duration low, Duration high, Location location) {
  session_->think(low, high, location);
}

void User::created(const Response& response) { session_->created(response, nullptr); }

void User::created(const Response& response, const Path& path) {
  session_->created(response, &path);
}

Http::Http() : session_(Session::current()) {}

const Body& Http::no_body() {
  static const Body none;
  return none;
}

const RequestOptions& Http::no_options() {
  static const RequestOptions none;
  return none;
}

void Http::header(std::string_view name, std::string_view value) {
  session_->client().set_header(name, value);
}

void Http::auth(std::shared_ptr<Auth> auth) { session_->client().set_auth(std::move(auth)); }

CookieJar& Http::cookies() { return session_->client().cookies(); }

void Http::redirects(unsigned most) { session_->client().set_redirects(most); }

void Http::disconnect() { session_->client().disconnect(); }

Step::Step(std::string_view name, Location location)
    : session_(Session::current()), outer_(session_->step()), name_(name), begin_(Clock::now()) {
  session_->enter(*this, location);
}

Step::~Step() { session_->leave(*this); }

}  // namespace traffic
