// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/response.h>

#include <string>
#include <vector>

namespace servers {

// A response of curl or of this library, in a form that both share.
struct Answer {
  // One line for the status, the redirects and each compared header; or one line `no response`.
  std::string head = {};
  std::string body = {};
  // The names of the failure, or empty. This library gives one name. For curl, these are all names
  // that its exit code can stand for; the name of this library must be one of them.
  std::vector<std::string> failures = {};
};

// Reads the answers of curl from PREFIX.json, which holds `%{json}` and `%{header_json}` for each
// request, and from the bodies PREFIX.0, PREFIX.1, … Throws std::runtime_error.
std::vector<Answer> read_curl_answers(const std::string& prefix);

Answer answer_of(const traffic::Response& response);

// Returns the disagreement with curl, or an empty text.
std::string difference(const Answer& curl, const Answer& ours);

}  // namespace servers
