// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/step_rows.h"

#include <cstddef>
#include <utility>

namespace traffic::detail {

StepRows::StepRows(const RunClock& clock, const std::vector<std::string>& names) {
  for (const std::string& name : names) steps_.push_back({name, SecondRows(clock)});
}

void StepRows::add(const Delivery& delivery) {
  // A worker that has not delivered yet has no steps.
  for (std::size_t i = 0; i < delivery.steps.size(); ++i) steps_[i].rows.add(delivery.steps[i]);
}

void StepRows::add_row(const SeriesRow& row, Last last, std::map<std::string, Series>& to) {
  for (Step& step : steps_) {
    Series& series = to[step.name];
    step.rows.take_late([&](const SecondCounts& late) { series.add_late(late.index, late.row()); });
    const SecondCounts& second = last == Last::kYes ? step.rows.take_rest() : step.rows.take();
    SeriesRow own = second.row();
    own.second = row.second;
    own.length = row.length;
    own.warm_up = row.warm_up;
    own.stage = row.stage;
    series.add(std::move(own));
  }
}

}  // namespace traffic::detail
