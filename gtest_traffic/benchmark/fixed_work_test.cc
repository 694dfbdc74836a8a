// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/benchmark/fixed_work.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Taken {
  explicit Taken(std::vector<std::string> given) {
    std::vector<char*> argv;
    argv.reserve(given.size() + 1);
    for (std::string& argument : given) argv.push_back(argument.data());
    argv.push_back(nullptr);
    int argc = static_cast<int>(given.size());
    const auto journeys = take_fixed_work(&argc, argv.data());
    if (journeys) {
      count = *journeys;
      left.assign(argv.begin(), argv.begin() + argc);
    } else {
      error = journeys.error().message;
    }
  }
  std::optional<std::uint64_t> count;
  std::vector<std::string> left;
  std::string error;
};

TEST(FixedWorkTest, RemovesFlagFromArguments) {
  const Taken taken({"program", "--benchmark_min_time=200x", "--benchmark_filter=x"});
  EXPECT_EQ(taken.count, 200u);
  EXPECT_THAT(taken.left, ElementsAre("program", "--benchmark_filter=x"));
}

TEST(FixedWorkTest, KeepsSecondsForGoogleBenchmark) {
  const Taken taken({"program", "--benchmark_min_time=0.5"});
  EXPECT_EQ(taken.count, std::nullopt);
  EXPECT_THAT(taken.left, ElementsAre("program", "--benchmark_min_time=0.5"));
}

TEST(FixedWorkTest, LastValueWins) {
  EXPECT_EQ(Taken({"program", "--benchmark_min_time=3x", "--benchmark_min_time=4x"}).count, 4u);
}

TEST(FixedWorkTest, RejectsInvalidCount) {
  for (const char* const value : {"x", "0x", "-1x", "1.5x", "1e3x", "99999999999x", "1 x"}) {
    const Taken taken({"program", std::string("--benchmark_min_time=") + value});
    EXPECT_THAT(taken.error, HasSubstr(std::string("--benchmark_min_time=") + value));
  }
}

}  // namespace
}  // namespace traffic::detail
