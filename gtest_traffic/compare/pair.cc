// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <optional>
#include <span>

#include "gtest_traffic/compare/blocks.h"
#include "gtest_traffic/compare/command.h"
#include "gtest_traffic/compare/metric_values.h"
#include "gtest_traffic/compare/modes.h"
#include "gtest_traffic/compare/outputs.h"
#include "gtest_traffic/compare/progress.h"

namespace traffic::detail::compare {
namespace {

bool is_wall_time(const RunResult& run) {
  return run.figures.count({"command", "wall_time"}) == 1 && run.figures.size() == 1;
}

}  // namespace

Expected<int> run_pair(const CommandLine& line) {
  const RunPlan& wanted = line.run;
  const Time begin = Clock::now();
  const Time end = wanted.budget ? begin + *wanted.budget : Time::max();
  const RunSide run = [&](Side side) {
    return run_command(side == Side::kBase ? wanted.base : wanted.fresh, wanted.timeout);
  };
  // The first runs warm caches and show how long a block takes. They are not compared.
  const auto base = run(Side::kBase);
  if (!base) return base.error();
  const auto check = [&](const RunResult& one, const RunResult& other) {
    return check_selection(std::span(&one, 1), std::span(&other, 1), line.compare);
  };
  if (auto error = check(*base, *base)) return *error;
  const auto fresh = run(Side::kNew);
  if (!fresh) return fresh.error();
  if (auto error = check(*base, *fresh)) return *error;
  const Duration block = Clock::now() - begin;
  const auto blocks_wanted = static_cast<std::size_t>(wanted.blocks);
  const LookPlan plan =
      plan_looks(blocks_wanted,
                 wanted.extension < 0 ? blocks_wanted : static_cast<std::size_t>(wanted.extension),
                 block, wanted.budget ? *wanted.budget - block : Duration::max());

  Random random(wanted.seed);
  Blocks blocks;
  std::optional<Progress> progress(std::in_place, "pair", plan.first, block);
  const auto done = [&](std::size_t count) { progress->done(count); };
  if (auto error = blocks.extend(plan.first, end, run, random, done)) return *error;
  if (blocks.base.empty()) {
    return Error{
        fmt::format("the budget is too short for one block, which takes {}; increase --budget",
                    to_string(block))};
  }
  auto comparisons = compare_in_looks(blocks, plan, line.compare, [&](std::size_t count) {
    progress->extend(count);
    return blocks.extend(count, end, run, random, done);
  });
  progress.reset();  // removes its line before the table is printed
  if (!comparisons) return comparisons.error();
  if (is_wall_time(*base) && is_wall_time(*fresh)) {
    comparisons->notes.push_back(
        "the commands wrote no results, so their wall times are compared; see traffic_compare pair "
        "--help");
  }
  if (auto error = publish(*comparisons, line.files)) return *error;
  if (!line.files.html.empty()) {
    if (auto error = write_file(line.files.html, to_html(*comparisons))) return *error;
  }
  return exit_code(*comparisons, line.cannot_tell);
}

}  // namespace traffic::detail::compare
