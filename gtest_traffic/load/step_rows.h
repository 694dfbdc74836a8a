// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gtest_traffic/load/second_rows.h"
#include "gtest_traffic/series.h"

namespace traffic::detail {

// Makes the series of the steps that gates judge over time. Belongs to one thread.
class StepRows {
 public:
  // The clock must outlive this object.
  StepRows(const RunClock& clock, const std::vector<std::string>& names);

  // Adds the news of a delivery of a worker that follows the same steps.
  void add(const Delivery& delivery);

  // Adds a row for the next second to each series, with the time and the stage of `row`. The last
  // row has all that remains. Adds late requests to earlier rows.
  enum class Last { kNo, kYes };
  void add_row(const SeriesRow& row, Last last, std::map<std::string, Series>& to);

 private:
  struct Step {
    std::string name;
    SecondRows rows;
  };
  std::vector<Step> steps_;
};

}  // namespace traffic::detail
