// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest_traffic/distribution.h"

namespace traffic {

// The figures of one interval of a run.
struct SeriesRow {
  double second = 0;        // end of the row, since the start of the run
  double length = 1;        // seconds
  double offered_rate = 0;  // due per second: journeys, or requests if request-paced
  std::uint64_t started = 0;
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;
  std::uint64_t active_users = 0;  // at the end of the row
  std::uint64_t bytes_received = 0;
  Distribution response_time = {};
  bool warm_up = false;
  std::string stage = {};

  // Appends the next row in time.
  void append(const SeriesRow& next);
  // Adds the figures of another shard for the same interval.
  void merge(const SeriesRow& other);
};

// Describes a run over time in rows, initially of one second each. When there are more than
// kMaxRows rows, each two neighbors merge into one, repeatedly. The memory is therefore bounded
// for runs of any length. A value type.
class Series {
 public:
  static constexpr std::size_t kMaxRows = 1800;

  void add(SeriesRow second);

  // Adds the requests of `late` to the row of a second, counted from zero since the start of the
  // run. They were recorded after `add` had added that second.
  void add_late(std::size_t second, const SeriesRow& late);

  const std::vector<SeriesRow>& rows() const { return rows_; }

  // Adds the series of another shard of the same run.
  void merge(const Series& other);

  // Restores a series from rows that were read from a file.
  static Series from_rows(std::vector<SeriesRow> rows);

 private:
  void halve();

  std::vector<SeriesRow> rows_;
  std::size_t seconds_per_row_ = 1;
  std::size_t seconds_in_last_ = 0;
};

}  // namespace traffic
