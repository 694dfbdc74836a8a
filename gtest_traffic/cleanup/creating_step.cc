// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/cleanup/creating_step.h"

#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace traffic::detail {

std::string CreatingStep::path_without_response(std::string_view target) const {
  // With two rules, one request creates two resources.
  return rules.size() == 1 ? rules[0].expand_without_response(target) : std::string();
}

CreatingStep& creating_step(std::string_view name) {
  static std::mutex mutex;
  static auto* const steps = new std::map<std::string, CreatingStep, std::less<>>;
  const std::lock_guard lock(mutex);
  const auto known = steps->find(name);
  if (known != steps->end()) return known->second;
  CreatingStep& step = steps->try_emplace(std::string(name)).first->second;
  for (const CleanUpRule& rule : clean_up_rules()) {
    if (rule.step == name) step.rules.push_back(rule);
  }
  step.creates = !step.rules.empty();
  return step;
}

}  // namespace traffic::detail
