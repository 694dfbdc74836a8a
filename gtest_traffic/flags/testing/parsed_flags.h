// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/flags/flags.h"

namespace traffic::detail {

// The arguments of a program, which parsing changes.
class Arguments {
 public:
  explicit Arguments(std::vector<std::string> texts) : texts_(std::move(texts)) {
    texts_.insert(texts_.begin(), "suite");
    for (std::string& text : texts_) pointers_.push_back(text.data());
    pointers_.push_back(nullptr);
    count_ = static_cast<int>(texts_.size());
  }
  int* count() { return &count_; }
  char** values() { return pointers_.data(); }
  std::vector<std::string> rest() const {
    return {pointers_.begin() + 1, pointers_.begin() + count_};
  }

 private:
  std::vector<std::string> texts_;
  std::vector<char*> pointers_;
  int count_ = 0;
};

inline Flags parse(std::vector<std::string> texts, const Environment& environment = {},
                   const SuiteVariables& suite = {}) {
  Arguments arguments(std::move(texts));
  return parse_flags(arguments.count(), arguments.values(), environment, suite);
}

inline std::vector<std::string> mistakes(std::vector<std::string> texts,
                                         const Environment& environment = {},
                                         const SuiteVariables& suite = {}) {
  std::vector<std::string> result;
  for (const Error& error : parse(std::move(texts), environment, suite).errors)
    result.push_back(error.message);
  return result;
}

inline Settings good(std::vector<std::string> texts, const Environment& environment = {},
                     const SuiteVariables& suite = {}) {
  Flags flags = parse(std::move(texts), environment, suite);
  for (const Error& error : flags.errors) ADD_FAILURE() << error.message;
  return flags.settings;
}

inline SuiteVariables shop() {
  return {.foreign = {{"GATEWAY_URL", "base_url"},
                      {"API_KEY", "api_key"},
                      {"MODE", "load"},
                      {"RPS", "rps"},
                      {"DURATION", "duration"},
                      {"CONCURRENT_USERS", "users"}},
          .defaults = {{"rps", "20"}, {"duration", "300"}, {"users", "10"}}};
}

inline SuiteVariables motel() {
  return {
      .foreign = {{"BASE_URL", "base_url"}, {"DURATION_SECONDS", "duration"}},
      .choices = {
          {.variable = "TASK",
           .value = "ping_loop",
           .settings = {{"load", "steady"}, {"rate", "1"}, {"duration", "60"}, {"log", "json"}}},
          {.variable = "TASK", .value = "ping_once", .settings = {{"journeys", "Motel.Ping"}}}}};
}

}  // namespace traffic::detail
