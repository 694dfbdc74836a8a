// SPDX-License-Identifier: Apache-2.0
// Reads real histories from TRAFFIC_SHARED_DIR; the default is ../shared. The limits are those of
// `history`: alpha 1 %, at least 5 points for a level, and shifts of at least 1 % and at least the
// noise.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/compare/history.h"

namespace traffic::detail::compare {
namespace {

namespace fs = std::filesystem;

fs::path shared_dir() {
  const char* const told = std::getenv("TRAFFIC_SHARED_DIR");
  return (told != nullptr ? fs::path(told) : fs::path(TRAFFIC_SHARED)) / "regression";
}

CompareOptions program_options() {
  CompareOptions out;
  out.alpha = 0.01;
  return out;
}

// A series whose commits are builds, and the first row of each build in the file.
struct Loaded {
  std::vector<HistoryRun> runs;
  std::vector<int> first_row;
};

Loaded load_builds(const fs::path& path) {
  Loaded out;
  std::ifstream file(path);
  std::string line, last;
  std::getline(file, line);
  for (int row = 0; std::getline(file, line); ++row) {
    const auto parts = split(line, ',');
    HistoryRun run;
    run.time = fmt::format("{:09}", row);
    run.result.context["commit"] = std::string(parts[1]);
    run.result.figures[{"hana", "real_time"}] = {std::stod(std::string(parts[2])), "s"};
    if (last != parts[1]) out.first_row.push_back(row);
    last = std::string(parts[1]);
    out.runs.push_back(std::move(run));
  }
  return out;
}

TEST(RealHistoriesTest, FindsRegressionsOfSapHana) {
  const fs::path folder = shared_dir() / "sap_hana";
  if (!fs::exists(folder)) GTEST_SKIP() << "no data in " << folder;
  std::ifstream labels(folder / "labels.csv");
  std::string line;
  std::getline(labels, line);
  int regressions = 0, found = 0, others = 0, false_alarms = 0, recovered = 0;
  while (std::getline(labels, line)) {
    const auto parts = split(line, ',');
    const int truth = std::stoi(std::string(parts[2]));
    const Loaded loaded = load_builds(folder / std::string(parts[0]));
    const auto history =
        study_history(series_of(loaded.runs, program_options()).front(), program_options());
    std::string said;
    bool near = false, open = false;
    for (const auto& change : history.changes) {
      const int row = loaded.first_row[change.index];
      said += fmt::format(" {:+.1f} % at {}{}", 100 * change.size, row,
                          change.is_open    ? " (open)"
                          : change.is_worse ? " (recovered)"
                                            : "");
      near = near || (change.is_open && std::abs(row - truth) <= 5);
      open = open || change.is_open;
      recovered += truth == 0 && change.is_worse && !change.is_open;
    }
    fmt::print("{} {} truth {}:{}\n", parts[0], parts[1], truth, said.empty() ? " nothing" : said);
    (truth != 0 ? regressions : others) += 1;
    (truth != 0 ? found : false_alarms) += truth != 0 ? near : open;
  }
  fmt::print(
      "SAP HANA: {} of {} regressions within 5 measurements, {} false alarms in {} others "
      "({} slow stretches that recovered)\n",
      found, regressions, false_alarms, others, recovered);
  EXPECT_EQ(regressions, 5);
  EXPECT_EQ(found, 5);
  EXPECT_LE(false_alarms, 1);
}

TEST(RealHistoriesTest, FindsChangesOfTigerBeetle) {
  const fs::path path = shared_dir() / "tigerbeetle" / "tigerbeetle.txt";
  if (!fs::exists(path)) GTEST_SKIP() << "no data in " << path;
  std::ifstream file(path);
  std::vector<HistoryRun> runs;
  for (double value = 0; file >> value;) {
    HistoryRun run;
    run.time = fmt::format("{:09}", runs.size());
    run.result.figures[{"tigerbeetle", "transactions_per_second"}] = {value, "/s"};
    runs.push_back(std::move(run));
  }
  const auto history = study_history(series_of(runs, program_options()).front(), program_options());
  for (const auto& change : history.changes)
    fmt::print("TigerBeetle: {:+.1f} % at {}{}\n", 100 * change.size, change.index,
               change.is_worse ? " worse" : "");
  // The large changes of level are clearly visible. The dip of one day at 10 is not a level.
  ASSERT_GE(history.changes.size(), 2u);
  EXPECT_LE(history.changes.size(), 8u);
  EXPECT_EQ(history.changes[0].index, 15u);
  EXPECT_NEAR(history.changes[0].size, -0.115, 0.01);
  EXPECT_TRUE(history.changes[0].is_worse);
  EXPECT_FALSE(history.changes[0].is_open);
  EXPECT_EQ(history.changes[1].index, 71u);
  EXPECT_FALSE(history.changes[1].is_worse);
}

}  // namespace
}  // namespace traffic::detail::compare
