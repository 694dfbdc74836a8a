// SPDX-License-Identifier: Apache-2.0
// Each second of the series counts the requests that ended in that second, whatever delays the
// worker.
#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "gtest_traffic/load/observer.h"
#include "gtest_traffic/load/testing/actor.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

using Counts = std::map<std::size_t, std::uint64_t>;  // by second

// Records the end of each request, independently of the report.
struct Witness {
  void saw(Time done) {
    const std::lock_guard lock(mutex);
    all.push_back(done);
  }
  // Counts the requests by second, in the time of the run. Later seconds count as `last`.
  Counts seconds(std::size_t last) const {
    Counts counts;
    for (const Time done : all) {
      const auto second = static_cast<std::size_t>(timeline->run_time(done - start) / 1s);
      ++counts[std::min(second, last)];
    }
    return counts;
  }

  std::mutex mutex;
  std::vector<Time> all;
  Time start;
  std::optional<LoadTimeline> timeline;
  Counts streamed;  // the rows and the late requests that observers received
};

class WitnessOfRun final : public LoadObserver {
 public:
  WitnessOfRun(Witness& witness, std::vector<Duration> pauses)
      : witness_(&witness), pauses_(std::move(pauses)) {}
  Detail wanted() const override { return Detail::kHistograms; }
  void attend(LoadControl& control) override {
    const Time now = Clock::now();
    while (next_ < pauses_.size() && now - control.start() >= pauses_[next_]) {
      control.pause_or_resume(now);
      ++next_;
    }
    witness_->start = control.start();
    witness_->timeline = control.timeline();
  }
  void measured(const LoadSecond& second) override {
    add(second.row);
    for (const SeriesRow& late : second.late) add(late);
  }

 private:
  void add(const SeriesRow& row) {
    if (row.requests == 0) return;
    witness_->streamed[static_cast<std::size_t>(std::ceil(row.second - 1e-9)) - 1] += row.requests;
  }

  Witness* witness_;
  std::vector<Duration> pauses_;
  std::size_t next_ = 0;
};

class LoadSecondsTest : public testing::Test {
 protected:
  ~LoadSecondsTest() override { remove_load_observers(); }

  // The gate makes the load count the step by second.
  Report run(Load& load, std::vector<Duration> pauses = {}) {
    load.expect(requests.of("GET /ok").every(1s) >= 0);
    add_load_observer(std::make_unique<WitnessOfRun>(witness_, std::move(pauses)));
    return run_quietly(load);
  }
  // Makes a request and notes when it was done.
  void request(Actor& user) {
    const Response response = user.http.get("/ok");
    witness_.saw(response.exchange().done());
  }
  void expect_true_rows(const Report& report) {
    const std::vector<SeriesRow>& rows = report.series.rows();
    ASSERT_FALSE(rows.empty());
    Counts counts;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].requests > 0) counts[i] = rows[i].requests;
      EXPECT_EQ(rows[i].response_time.count(), rows[i].requests);
    }
    EXPECT_EQ(counts, witness_.seconds(rows.size() - 1));
    expect_same_rows(report.step_series.at("GET /ok").rows(), rows);
    std::uint64_t streamed = 0;
    for (const auto& [second, requests] : witness_.streamed) streamed += requests;
    EXPECT_EQ(streamed, witness_.all.size());
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
      EXPECT_EQ(witness_.streamed[i], rows[i].requests) << i;
    }
  }

  // All requests belong to the same step.
  static void expect_same_rows(const std::vector<SeriesRow>& of_step,
                               const std::vector<SeriesRow>& of_all) {
    ASSERT_EQ(of_step.size(), of_all.size());
    for (std::size_t i = 0; i < of_all.size(); ++i) {
      EXPECT_EQ(of_step[i].second, of_all[i].second);
      EXPECT_EQ(of_step[i].requests, of_all[i].requests) << i;
      EXPECT_EQ(of_step[i].bytes_received, of_all[i].bytes_received) << i;
      EXPECT_EQ(of_step[i].response_time, of_all[i].response_time) << i;
    }
  }

  Witness witness_;
};

TEST_F(LoadSecondsTest, BlockedWorkerLosesNoSecond) {
  const Scripted actor([this, begin = Time()](Actor& user) mutable {
    request(user);
    if (begin == Time()) begin = Clock::now();
    // Blocks the worker across the end of a second.
    if ((Clock::now() - begin) % 1s > 970ms) spin(60ms);
  });
  const Report report =
      run(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(500), 2200ms)).workers(1));
  EXPECT_EQ(report.total.requests, witness_.all.size());
  expect_true_rows(report);
}

TEST_F(LoadSecondsTest, CountsOfBlockedWorkerAreAddedLater) {
  const Scripted actor([this, count = 0](Actor& user) mutable {
    request(user);
    if (++count == 10) spin(1900ms);
  });
  expect_true_rows(
      run(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(100), 2500ms)).workers(1)));
}

TEST_F(LoadSecondsTest, RequestBeforeThinkTimeKeepsItsSecond) {
  const Scripted actor([this](Actor& user) {
    request(user);
    user.think(1100ms);
    request(user);
  });
  expect_true_rows(
      run(Load().mix({{"Actor.Acts"}}).shape(constant(per_second(50), 1500ms)).workers(2)));
}

TEST_F(LoadSecondsTest, PauseHasNoSeconds) {
  const Scripted actor([this](Actor& user) {
    request(user);
    user.think(10ms);
  });
  expect_true_rows(
      run(Load().mix({{"Actor.Acts"}}).shape(constant(users(3), 2s)).workers(2), {700ms, 1900ms}));
}

}  // namespace
}  // namespace traffic::detail
