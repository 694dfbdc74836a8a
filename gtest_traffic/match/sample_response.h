// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>

#include <boost/json/monotonic_resource.hpp>
#include <sstream>
#include <string>
#include <string_view>

#include "gtest_traffic/match/response_matcher.h"

namespace traffic::detail {

// Builds a response by hand for the tests of this room.
class SampleResponse {
 public:
  explicit SampleResponse(
      int status, std::string_view body = {},
      std::string_view head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n") {
    exchange.status = status;
    exchange.body = body;
    exchange.response_head = head;
    document_.memory = &memory_;
  }
  explicit SampleResponse(Failure failure, std::string_view detail) : SampleResponse(0, {}, {}) {
    exchange.failure = failure;
    exchange.failure_detail = detail;
  }
  Response response() { return {exchange, document_}; }
  operator Response() { return response(); }

  Exchange exchange;

 private:
  boost::json::monotonic_resource memory_;
  Response::Document document_;
};

template <class M>
std::string describe(const M& matcher) {
  std::ostringstream out;
  testing::Matcher<const Response&>(matcher).DescribeTo(&out);
  return out.str();
}

template <class M>
std::string describe_negation(const M& matcher) {
  std::ostringstream out;
  testing::Matcher<const Response&>(matcher).DescribeNegationTo(&out);
  return out.str();
}

template <class M>
std::string explain(const Response& response, const M& matcher) {
  std::ostringstream out;
  testing::Matcher<const Response&>(matcher).ExplainMatchResultTo(response, &out);
  return out.str();
}

template <class M>
bool matches(const Response& response, const M& matcher) {
  return testing::Matcher<const Response&>(matcher).Matches(response);
}

}  // namespace traffic::detail
