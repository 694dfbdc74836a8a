// SPDX-License-Identifier: Apache-2.0
// How the requests of one step become a series, on a virtual clock.
#include "gtest_traffic/load/step_rows.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/load/testing/whole_seconds.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

// Two workers that follow a step and a STEP block.
class StepRowsTest : public testing::Test {
 protected:
  struct Worker {
    Worker(const RunClock& clock, const std::vector<std::string>& names) {
      recorder.follow_steps(names);
      recorder.follow(clock, kWholeSecondsBegin);
    }
    Recorder recorder{{}};
    LoopStalls stalls{1ms};
    Mailbox mailbox{0};
  };

  void done(Worker& worker, const char* name, Duration at, Duration took = 1ms) {
    const bool is_block = std::string_view(name) == "Buys";
    Sample sample;
    sample.step = worker.recorder.intern(is_block ? "" : "GET", name);
    sample.done = kWholeSecondsBegin + at;
    sample.intended = sample.sent = sample.done - took;
    sample.is_block = is_block;
    worker.recorder.record(sample);
  }
  void collect(Worker& worker) {
    worker.mailbox.put(worker.recorder, {0, 0, 0, worker.stalls}, Detail::kCounts);
    rows_.add(worker.mailbox.take());
  }
  void add_row(StepRows::Last last = StepRows::Last::kNo) {
    ++row_.second;
    rows_.add_row(row_, last, series_);
  }
  std::vector<std::uint64_t> requests(const std::string& name) const {
    std::vector<std::uint64_t> counts;
    for (const SeriesRow& row : series_.at(name).rows()) counts.push_back(row.requests);
    return counts;
  }

  const std::vector<std::string> names_{"GET /a", "Buys", "GET /never"};
  WholeSeconds clock_;
  Worker first_{clock_, names_}, second_{clock_, names_};
  StepRows rows_{clock_, names_};
  SeriesRow row_{.stage = "steady"};
  std::map<std::string, Series> series_;
};

TEST_F(StepRowsTest, CountsOnlyFollowedSteps) {
  done(first_, "/a", 100ms);
  done(first_, "/b", 200ms);
  done(second_, "/a", 300ms, 250ms);
  done(second_, "Buys", 900ms);
  collect(first_);
  collect(second_);
  add_row();
  EXPECT_THAT(requests("GET /a"), ElementsAre(2U));
  EXPECT_THAT(requests("Buys"), ElementsAre(1U));
  EXPECT_THAT(requests("GET /never"), ElementsAre(0U));
  EXPECT_EQ(series_.size(), 3U);
  const SeriesRow& row = series_.at("GET /a").rows().front();
  EXPECT_EQ(row.response_time.max(), 250ms);
  EXPECT_EQ(row.stage, "steady");
  EXPECT_EQ(row.second, 1);
}

TEST_F(StepRowsTest, RequestBelongsToSecondOfItsEnd) {
  done(first_, "/a", 999ms);
  done(first_, "/a", 1000ms);
  collect(first_);
  add_row();
  done(first_, "/a", 2500ms);
  done(first_, "/a", 1400ms);  // its journey waited after the request
  done(first_, "/a", 500ms);
  done(second_, "Buys", 700ms);
  collect(first_);
  collect(second_);
  add_row();
  add_row(StepRows::Last::kYes);
  EXPECT_THAT(requests("GET /a"), ElementsAre(2U, 2U, 1U));
  EXPECT_THAT(requests("Buys"), ElementsAre(1U, 0U, 0U));
}

TEST_F(StepRowsTest, LastRowHasTheRest) {
  done(first_, "/a", 100ms);
  done(first_, "/a", 1100ms);
  done(first_, "/a", 4100ms);
  collect(first_);
  add_row();
  add_row(StepRows::Last::kYes);
  EXPECT_THAT(requests("GET /a"), ElementsAre(1U, 2U));
}

}  // namespace
}  // namespace traffic::detail
