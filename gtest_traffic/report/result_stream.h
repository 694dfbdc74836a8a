// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/metrics/recorder.h"
#include "gtest_traffic/metrics/report.h"

namespace traffic {

inline constexpr std::string_view kStreamSchema = "gtest_traffic-results/1";

// Writes what a load measured as it goes on, so that a process that is killed leaves all but its
// last second: a first line that names the run, then one line of JSON for each second. Each line is
// whole in the file before `add` returns. Belongs to one thread.
class ResultStream {
 public:
  ResultStream() = default;
  ~ResultStream();
  ResultStream(const ResultStream&) = delete;
  ResultStream& operator=(const ResultStream&) = delete;

  // Starts the file anew with the run's name, model and configuration.
  [[nodiscard]] std::optional<Error> open(const std::string& path, const Report& head);

  // Adds a second: its row, the steps' figures since the start, of which what is new is written,
  // and what has failed in it. After an error nothing more is written.
  [[nodiscard]] std::optional<Error> add(const SeriesRow& row,
                                         std::span<const Recorder::StepBrief> steps,
                                         std::span<const DistinctFailure> failures);

 private:
  std::optional<Error> write(std::string line);

  int descriptor_ = -1;
  std::string path_;
  std::map<std::string, Recorder::StepBrief, std::less<>> written_;
};

// Makes a report of such a stream, whole or cut off anywhere: its counts are exact, its percentiles
// true to 1.6 %, its verdict invalid, since the run was not judged.
Expected<Report> report_from_stream(std::string_view text);

}  // namespace traffic
