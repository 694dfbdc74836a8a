// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/status.h"

namespace traffic::detail {

void StatusIsMatcher::explain(const Response& response, std::ostream* out) {
  if (!quiet() && has_response(response, out)) *out << "got " << response.exchange().status;
}

void StatusIsMatcher::DescribeTo(std::ostream* out) const {
  if (!quiet()) *out << "status " << status_;
}

void StatusIsMatcher::DescribeNegationTo(std::ostream* out) const {
  if (!quiet()) *out << "status other than " << status_;
}

bool IsSuccessMatcher::MatchAndExplain(const Response& response, std::ostream* out) const {
  if (quiet()) out = nullptr;
  const int status = status_of(response);
  if (!has_response(response, out)) return false;
  if (out != nullptr) *out << "got " << status;
  return status >= 200 && status <= 299;
}

void IsSuccessMatcher::DescribeTo(std::ostream* out) const {
  if (!quiet()) *out << "a status from 200 to 299";
}

void IsSuccessMatcher::DescribeNegationTo(std::ostream* out) const {
  if (!quiet()) *out << "a status outside 200 to 299";
}

}  // namespace traffic::detail
