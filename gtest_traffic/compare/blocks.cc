// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/blocks.h"

#include <algorithm>

namespace traffic::detail::compare {

std::optional<Error> Blocks::extend(std::size_t count, Time end, const RunSide& run, Random& random,
                                    const std::function<void(std::size_t)>& done) {
  while (base.size() < count && Clock::now() < end) {
    const bool base_first = random.between(0, 1) == 0;
    auto first = run(base_first ? Side::kBase : Side::kNew);
    if (!first) return first.error();
    auto second = run(base_first ? Side::kNew : Side::kBase);
    if (!second) return second.error();
    base.push_back(std::move(base_first ? *first : *second));
    fresh.push_back(std::move(base_first ? *second : *first));
    done(base.size());
  }
  return std::nullopt;
}

LookPlan plan_looks(std::size_t blocks, std::size_t extension, Duration block, Duration time) {
  const auto affordable = static_cast<std::size_t>(std::min<std::int64_t>(
      1'000'000, std::max<std::int64_t>(1, time / std::max(block, Duration{1}))));
  if (affordable >= blocks + extension) return {blocks, extension};
  if (affordable <= blocks / 2 || extension == 0) return {std::min(blocks, affordable), 0};
  const std::size_t first = std::min(blocks, (affordable + 1) / 2);
  return {first, std::min(extension, affordable - first)};
}

Expected<Comparisons> compare_in_looks(
    Blocks& blocks, const LookPlan& plan, const CompareOptions& options,
    const std::function<std::optional<Error>(std::size_t)>& extend) {
  CompareOptions look = options;
  look.alpha = plan.alpha_of_each(options.alpha);
  auto first = compare_blocks(blocks.base, blocks.fresh, look);
  if (!first) return first;
  first->alpha = options.alpha;
  // A row without a ratio stays without a ratio after more runs.
  const auto open = [](const Comparison& row) {
    return row.finding == Finding::kCannotTell && row.change;
  };
  if (plan.extension == 0 || std::none_of(first->rows.begin(), first->rows.end(), open))
    return first;
  if (auto error = extend(plan.first + plan.extension)) return *error;
  auto second = compare_blocks(blocks.base, blocks.fresh, look);
  if (!second) return second;
  second->alpha = options.alpha;
  for (std::size_t i = 0; i < second->rows.size(); ++i) {
    const auto found =
        std::find_if(first->rows.begin(), first->rows.end(),
                     [&](const Comparison& row) { return row.name == second->rows[i].name; });
    if (found == first->rows.end()) continue;
    const bool changed = found->finding == Finding::kSlower || found->finding == Finding::kFaster;
    if (changed && second->rows[i].finding != found->finding) second->rows[i] = *found;
  }
  return second;
}

}  // namespace traffic::detail::compare
