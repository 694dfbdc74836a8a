// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/config/client_settings.h"
#include "gtest_traffic/error.h"

namespace traffic::openapi {

// Holds the response to one GET request.
struct Fetched {
  std::string url = {};  // after redirects
  int status = 0;
  std::string type = {};  // Content-Type
  std::string text = {};
};

// Sends GET requests one after the other, until a deadline. Follows redirects within an origin
// only. Each call blocks the thread. Not thread-safe.
class Fetcher {
 public:
  Fetcher(detail::ClientSettings settings, Time deadline);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  // Returns the response, or why there is none.
  Expected<Fetched> get(const std::string& url);

  // Returns the text of a URL whose status is 200.
  Expected<std::string> text(const std::string& url);

  // Waits for a part of a second. Returns false if the deadline has passed or a signal came.
  bool pause();

  bool is_late() const { return Clock::now() >= deadline_; }

 private:
  struct Parts;

  void on_fiber(const std::function<void()>& body);
  Expected<Fetched> send(const std::string& url);

  Time deadline_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace traffic::openapi
