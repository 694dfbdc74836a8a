// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/status.h"

namespace traffic::detail {

void StatusIsMatcher::describe(std::ostream& out, bool negated) const {
  out << (negated ? "status other than " : "status ") << status_;
}

void StatusIsMatcher::explain(const Response& response, Mismatch& mismatch) const {
  mismatch.actual = std::to_string(response.status());
}

bool IsSuccessMatcher::matches(const Response& response) const {
  const int status = response.status();
  return status >= 200 && status <= 299;
}

void IsSuccessMatcher::describe(std::ostream& out, bool negated) const {
  out << (negated ? "a status outside 200 to 299" : "a status from 200 to 299");
}

void IsSuccessMatcher::explain(const Response& response, Mismatch& mismatch) const {
  mismatch.actual = std::to_string(response.status());
}

}  // namespace traffic::detail
