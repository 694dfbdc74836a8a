// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/login_evidence.h"

#include <fmt/format.h>

#include <map>

#include "gtest_traffic/journey/session.h"

namespace traffic::detail {
namespace {

// The name of the test that showed each evidence first.
std::map<std::string, std::string>& first_tests() {
  static std::map<std::string, std::string> instance;
  return instance;
}

}  // namespace

std::string login_evidence_of(const FailedCheck& check, std::string_view summary,
                              bool outside_of_journey, std::string_view row) {
  if (check.exchange == nullptr) return {};
  const Exchange& exchange = *check.exchange;
  // Nothing was sent, and the detail has the whole cause.
  if (exchange.failure == Failure::kAuth) return fmt::format("auth {}", exchange.failure_detail);
  if (!outside_of_journey && exchange.status != 401) return {};
  return fmt::format("{}:{} {} {} {} {} {}", check.file, check.line, summary, exchange.name,
                     exchange.origin, exchange.status, row);
}

std::string text_for_test(const JourneyFailure& failure, const std::string& test) {
  if (failure.login_evidence.empty()) return failure.text;
  const std::string& first = first_tests().try_emplace(failure.login_evidence, test).first->second;
  if (first == test) return failure.text;
  return fmt::format("{}\nfor the request and the response, see the failure of {}\n",
                     failure.text.substr(0, failure.text.find('\n')), first);
}

}  // namespace traffic::detail
