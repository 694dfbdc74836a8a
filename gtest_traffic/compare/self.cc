// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cmath>
#include <span>

#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/compare/command.h"
#include "gtest_traffic/compare/metric_values.h"
#include "gtest_traffic/compare/modes.h"
#include "gtest_traffic/compare/noise_study.h"
#include "gtest_traffic/compare/outputs.h"
#include "gtest_traffic/compare/progress.h"

namespace traffic::detail::compare {
namespace {

std::string share(double value) {
  return std::isfinite(value) ? fmt::format("{:.1f} %", 100 * value) : "more than 200 %";
}

// Prints the results of the study and adds them to the row of the metric as details.
void tell(const NoiseStudy& study, Duration block, double alpha, Comparison& row) {
  fmt::print("{} {}\n", printable(study.name.benchmark), printable(study.name.metric));
  fmt::print("  noise: {} of one run, {} of the ratio in a block\n", share(study.between_runs),
             share(study.within_blocks));
  fmt::print("  false alarms: {} of relabeled comparisons, {} declared\n",
             share(study.false_alarms), share(alpha));
  row.details.emplace_back("between_runs", study.between_runs);
  row.details.emplace_back("within_blocks", study.within_blocks);
  row.details.emplace_back("false_alarms", study.false_alarms);
  for (const auto& reach : study.reach) {
    fmt::print("  {:3} blocks, {}: a change of {} is found with a probability of 80 %\n",
               reach.blocks, to_string(block * static_cast<Duration::rep>(reach.blocks)),
               share(reach.change));
    row.details.emplace_back(fmt::format("found_in_{}_blocks", reach.blocks), reach.change);
  }
}

}  // namespace

Expected<int> run_self(const CommandLine& line) {
  const RunPlan& wanted = line.run;
  const Time begin = Clock::now();
  const Time end = wanted.budget ? begin + *wanted.budget : Time::max();
  const RunSide run = [&](Side) { return run_command(wanted.base, wanted.timeout); };
  const auto warm_up = run(Side::kBase);
  if (!warm_up) return warm_up.error();
  const std::span measured(&*warm_up, 1);
  if (auto error = check_selection(measured, measured, line.compare)) return *error;
  Duration block = 2 * (Clock::now() - begin);
  const auto wanted_blocks = static_cast<std::size_t>(wanted.blocks);
  const LookPlan plan =
      plan_looks(wanted_blocks, 0, block, wanted.budget ? *wanted.budget - block : Duration::max());
  Random random(wanted.seed);
  Blocks blocks;
  {
    Progress progress("self", plan.first, block);
    const auto done = [&](std::size_t count) { progress.done(count); };
    if (auto error = blocks.extend(plan.first, end, run, random, done)) return *error;
  }
  if (blocks.base.empty()) {
    return Error{
        fmt::format("the budget is too short for one block, which takes {}; increase --budget",
                    to_string(block))};
  }
  block = (Clock::now() - begin) / static_cast<Duration::rep>(blocks.base.size());
  auto comparisons = compare_blocks(blocks.base, blocks.fresh, line.compare);
  if (!comparisons) return comparisons.error();
  for (const NoiseStudy& study : study_noise(blocks, line.compare)) {
    for (Comparison& row : comparisons->rows) {
      if (row.name == study.name) tell(study, block, line.compare.alpha, row);
    }
  }
  fmt::print("\n");
  if (auto error = publish(*comparisons, line.files)) return *error;
  if (!line.files.html.empty()) {
    if (auto error = write_file(line.files.html, to_html(*comparisons))) return *error;
  }
  // A change in this mode is a false alarm, not a regression. Too few blocks give no result.
  const bool too_few = blocks.base.size() < 10;
  return too_few && line.cannot_tell == CannotTell::kFails ? 3 : 0;
}

}  // namespace traffic::detail::compare
