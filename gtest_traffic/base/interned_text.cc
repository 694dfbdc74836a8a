// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/interned_text.h"

#include <functional>
#include <mutex>
#include <set>

namespace traffic::detail {

const std::string& interned_text(std::string_view text) {
  static std::mutex mutex;
  static auto* const texts = new std::set<std::string, std::less<>>;
  const std::lock_guard lock(mutex);
  const auto known = texts->find(text);
  return known != texts->end() ? *known : *texts->emplace(text).first;
}

}  // namespace traffic::detail
