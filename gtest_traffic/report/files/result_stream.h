// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/metrics/step_counts.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

inline constexpr std::string_view kStreamSchema = "gtest_traffic-results/1";

// Writes the measurements of a load while it runs, so that a killed process loses at most its last
// second. The first line describes the run. Each further line is a JSON object for one second. The
// whole line is in the file before `add` returns. Belongs to one thread.
class ResultStream {
 public:
  ResultStream() = default;
  ~ResultStream();
  ResultStream(const ResultStream&) = delete;
  ResultStream& operator=(const ResultStream&) = delete;

  // Creates or truncates the file and writes the run's name, model and configuration.
  [[nodiscard]] std::optional<Error> open(const std::string& path, const Report& head);

  // Adds one second: its row, the late requests of earlier rows, and the failures since the row
  // before. `steps` has totals since the start; only the increase is written. Writes nothing more
  // after an error.
  [[nodiscard]] std::optional<Error> add(const SeriesRow& row, std::span<const SeriesRow> late,
                                         std::span<const StepRow> steps,
                                         std::span<const DistinctFailure> failures);

 private:
  std::optional<Error> write(std::string line);

  // The counts of a step that are in the file.
  struct Written {
    std::uint64_t requests = 0, errors = 0, bytes_received = 0;
    Distribution response_time;
  };

  int descriptor_ = -1;
  std::string path_;
  std::map<std::string, Written, std::less<>> written_;
};

// Makes a report of such a stream, which may be cut off anywhere. The counts are exact, and the
// percentiles are accurate to 1.6 %. The verdict is invalid, because the run was not judged.
Expected<Report> report_from_stream(std::string_view text);

}  // namespace traffic::detail
