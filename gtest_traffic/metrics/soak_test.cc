// SPDX-License-Identifier: Apache-2.0
// Simulates twelve hours of load on a virtual clock. The memory of a run must not grow with its
// length.
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/metrics/recorder.h"
#include "gtest_traffic/random.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Time kBegin{1h};
constexpr int kHours = 12;
constexpr int kSteps = 2;
constexpr int kRequestsPerSecond = 25;

std::size_t heap_in_use() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// A sanitizer uses its own heap, which malloc statistics do not include.
bool sees_the_heap() {
  const std::size_t before = heap_in_use();
  const auto block = std::make_unique<char[]>(1 << 20);
  return block[0] == 0 && heap_in_use() >= before + (1 << 20);
}

// The data that a worker and its coordinator keep for a run.
class Soak {
 public:
  Soak() : recorder_({"Shopper.Buys"}) {
    for (const std::string& name : names_) steps_.push_back(recorder_.intern("GET", name));
  }

  // Records one second of requests. One in a hundred fails with a unique message.
  void pass_second(int second) {
    for (int i = 0; i < kRequestsPerSecond; ++i) {
      const Time due = kBegin + std::chrono::seconds(second) + i * 40ms;
      Sample sample;
      sample.step = steps_[static_cast<std::size_t>(random_.between(0, kSteps - 1))];
      sample.intended = sample.sent = due;
      sample.done = due + took();
      if (random_.between(1, 100) == 1) {
        sample.failed_checks = 1;
        const std::string text = "expected order " + std::to_string(second) + " to be PAID";
        if (recorder_.count_failure({0, names_[0], "journeys.cc", 12, text, Outside::kNo}))
          recorder_.add_example(text);
      }
      recorder_.journey_started(0, due);
      recorder_.record(sample);
      recorder_.journey_ended(0, due, sample.done - due, Recorder::Ending::kCompleted);
    }
    delivery_.clear_news();
    recorder_.deliver(delivery_, Detail::kHistograms);
    recorder_.take_failures(delivery_.failures);
    SeriesRow row = delivery_.seconds.at(0).row();
    row.second = second + 1;
    row.stage = "steady";
    series_.add(std::move(row));
  }

  // Log-normal around 5 ms.
  Duration took() {
    double sum = 0;
    for (int i = 0; i < 12; ++i) sum += random_.uniform();
    return Duration(static_cast<std::int64_t>(5e6 * std::exp(0.5 * (sum - 6))));
  }

  std::uint64_t requests() const {
    std::uint64_t count = 0;
    for (const SeriesRow& row : series_.rows()) count += row.requests;
    return count;
  }

 private:
  Recorder recorder_;
  Random random_{7};
  std::vector<std::string> names_ = [] {
    std::vector<std::string> names;
    names.reserve(kSteps);
    for (int i = 0; i < kSteps; ++i) names.push_back("/api/step/" + std::to_string(i));
    return names;
  }();
  std::vector<StepId> steps_;
  Delivery delivery_;
  Series series_;
};

TEST(SoakTest, LongRunUsesConstantMemory) {
  if (!sees_the_heap()) GTEST_SKIP() << "mallinfo2 does not report the heap in use";
  const std::size_t before = heap_in_use();
  Soak soak;
  std::size_t first_hours = 0, whole = 0;
  for (int second = 0; second < kHours * 3600; ++second) {
    soak.pass_second(second);
    whole = std::max(whole, heap_in_use() - before);
    if (second + 1 == 4 * 3600) first_hours = whole;
  }
  RecordProperty("first_four_hours_bytes", std::to_string(first_hours));
  RecordProperty("all_hours_bytes", std::to_string(whole));
  EXPECT_EQ(soak.requests(), std::uint64_t{kHours} * 3600 * kRequestsPerSecond);
  EXPECT_LE(whole, first_hours + first_hours / 20);
}

}  // namespace
}  // namespace traffic::detail
