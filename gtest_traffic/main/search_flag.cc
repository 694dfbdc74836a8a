// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/main/search_flag.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "gtest_traffic/config/target.h"
#include "gtest_traffic/find_max_rate.h"
#include "gtest_traffic/load/rate_search.h"
#include "gtest_traffic/load_check.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kLongestWarmUp = 2s;

class SearchFlagTest : public LoadCheck {
 public:
  SearchFlagTest(std::shared_ptr<const LoadPlan> plan, const CapacityRange& range)
      : plan_(std::move(plan)), range_(range) {}

 private:
  void TestBody() override {
    LoadPlan plan = *plan_;
    plan.target = *find_target(TargetUse::kLoad);
    const Capacity capacity = find_max_rate(plan, range_);
    RecordProperty("highest_rate", testing::PrintToString(capacity.rate));
    RecordProperty("result", result_text(capacity));
    if (capacity.rate == Rate()) ADD_FAILURE() << result_text(capacity);
  }

  std::shared_ptr<const LoadPlan> plan_;
  CapacityRange range_;
};

}  // namespace

void plan_search(LoadPlan& plan, std::optional<Duration> warm_up) {
  const Duration each = plan.shape.duration();
  plan.name = "find_max_rate";
  Duration usual = std::min(kLongestWarmUp, each / 5);
  if (usual > 1s) usual = std::chrono::floor<std::chrono::seconds>(usual);
  plan.warm_up = warm_up.value_or(usual);
  plan.shape = plan.shape.lasting(plan.warm_up + each);
}

std::string register_search(LoadPlan plan, RateRange range) {
  const CapacityRange where{
      .from = range.low, .to = range.high, .each = plan.shape.duration() - plan.warm_up};
  const auto shared = std::make_shared<const LoadPlan>(std::move(plan));
  testing::RegisterTest(
      "Load", "find_max_rate", nullptr, nullptr, __FILE__, __LINE__,
      [shared, where]() -> testing::Test* { return new SearchFlagTest(shared, where); });
  return "Load.find_max_rate";
}

}  // namespace traffic::detail
