// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest_traffic/metrics/distribution.h"

namespace traffic {

// What happened in one stretch of a run.
struct SeriesRow {
  double second = 0;        // its end, since the start of the run
  double length = 1;        // seconds
  double offered_rate = 0;  // journeys (or requests in rps mode) that were due, per second
  std::uint64_t started = 0;
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;
  std::uint64_t active_users = 0;  // at its end
  std::uint64_t bytes_received = 0;
  Distribution response_time = {};
  bool warm_up = false;
  std::string stage = {};

  // Adds the row that follows in time.
  void append(const SeriesRow& next);
  // Adds what another shard did in the same stretch.
  void merge(const SeriesRow& other);
};

// A run over time, in rows of a second. When it has more than kMaxRows, two neighbours become one,
// and so on: a run of any length takes the same memory. A value.
class Series {
 public:
  static constexpr std::size_t kMaxRows = 1800;

  void add(SeriesRow second);
  const std::vector<SeriesRow>& rows() const { return rows_; }

  // Adds another shard's series of the same run.
  void merge(const Series& other);

  // Restores a series from its rows, as they were read from a file.
  static Series from_rows(std::vector<SeriesRow> rows);

 private:
  void halve();

  std::vector<SeriesRow> rows_;
  std::size_t seconds_per_row_ = 1;
  std::size_t seconds_in_last_ = 0;
};

}  // namespace traffic
