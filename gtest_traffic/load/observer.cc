// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/observer.h"

#include <algorithm>
#include <utility>

namespace traffic::detail {
namespace {
std::vector<std::unique_ptr<LoadObserver>>& observers() {
  static std::vector<std::unique_ptr<LoadObserver>> instance;
  return instance;
}
}  // namespace

void add_load_observer(std::unique_ptr<LoadObserver> observer) {
  observers().push_back(std::move(observer));
}

void remove_load_observers() { observers().clear(); }

const std::vector<std::unique_ptr<LoadObserver>>& load_observers() { return observers(); }

Detail wanted_detail() {
  Detail wanted = Detail::kCounts;
  for (const auto& observer : observers()) wanted = std::max(wanted, observer->wanted());
  return wanted;
}

}  // namespace traffic::detail
