// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/gtest_traffic.h>

#include <string>
#include <vector>

namespace servers {

// A line of requests.txt: the requests that one client sends in this order.
struct RequestRow {
  std::string name = {};
  traffic::Method method = traffic::Method::kGet;
  std::vector<std::string> targets = {};
  traffic::RequestOptions options = {};
  std::string auth = {};  // `basic` or `digest`; each run needs its own object
  bool has_body = false;
  bool chunked = false;
  std::string body = {};
  std::string type = {};

  // Returns the body of one request.
  traffic::Body make_body() const;
};

// Reads requests.txt. Throws std::runtime_error that names the line of a mistake.
std::vector<RequestRow> read_request_rows(const std::string& path);

}  // namespace servers
