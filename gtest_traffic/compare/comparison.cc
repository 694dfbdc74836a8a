// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/compare/estimate.h"
#include "gtest_traffic/compare/metric_values.h"
#include "gtest_traffic/compare/signed_rank.h"
#include "gtest_traffic/compare/two_sample.h"

namespace traffic::detail::compare {
namespace {

// The values of one metric on both sides, as costs. A larger cost is worse, so that spikes point
// upwards.
struct Sides {
  explicit Sides(const MetricValues& values)
      : has_direction(values.better != Better::kUnknown),
        sign(values.better == Better::kHigher ? -1 : 1) {
    const auto positive = [](double value) { return value > 0; };
    is_ratio = std::all_of(values.base.begin(), values.base.end(), positive) &&
               std::all_of(values.fresh.begin(), values.fresh.end(), positive);
    const auto cost = [this](double value) { return sign * (is_ratio ? std::log(value) : value); };
    for (const double value : values.base) base.push_back(cost(value));
    for (const double value : values.fresh) fresh.push_back(cost(value));
  }

  bool all_equal() const {
    const auto equals = [&](double value) { return value == base.front(); };
    return std::all_of(base.begin(), base.end(), equals) &&
           std::all_of(fresh.begin(), fresh.end(), equals);
  }

  bool has_direction = true;
  double sign = 1;
  bool is_ratio = true;  // costs are logarithms; else the values themselves
  std::vector<double> base, fresh;
};

// The p value of a metric alone and among all judged metrics.
struct Significance {
  double alone = 1, among_all = 1;
  std::size_t metrics = 1;
};

void set_change(Comparison& row, const Sides& sides, const Estimate& estimate) {
  if (sides.is_ratio) {
    const auto change = [&](double cost) {
      return std::isfinite(cost) ? std::expm1(sides.sign * cost) + 0.0 : sides.sign * cost;
    };
    row.change = change(estimate.shift);
    row.low = change(sides.sign > 0 ? estimate.low : estimate.high);
    row.high = change(sides.sign > 0 ? estimate.high : estimate.low);
  } else if (sides.all_equal()) {
    row.change = row.low = row.high = 0;
  }
}

// Estimates the runs per side after which the interval excludes a change of this size, or zero. The
// width of an interval falls with the square root of the number of runs.
std::string runs_that_tell(const Comparison& row, double same_within) {
  if (!row.change || !std::isfinite(row.low) || !std::isfinite(row.high)) return "add runs";
  const double distance = std::abs(*row.change), width = (row.high - row.low) / 2;
  const double needed = std::max(distance, same_within - distance);
  const double factor = std::max(1.0, width * width / (needed * needed));
  const double runs = static_cast<double>(std::min(row.base_runs, row.new_runs)) * factor;
  return runs < 1000 ? fmt::format("about {:.0f} runs per side are needed", std::floor(runs) + 1)
                     : "more than 1,000 runs per side are needed";
}

// Derives the finding of a row from an estimate. A metric can be slower or faster only by its p
// value among all metrics, because the exit code depends on all metrics, and alpha is the rate of
// false alarms of the exit code.
void judge(Comparison& row, const Sides& sides, const Estimate& estimate, const Significance& p,
           const CompareOptions& options) {
  set_change(row, sides, estimate);
  const bool is_small = row.low > -options.same_within && row.high < options.same_within;
  row.details.emplace_back("p", p.alone);
  if (!sides.has_direction) {
    row.finding = is_small ? Finding::kSame : Finding::kNotJudged;
    if (!is_small) row.note = "nothing tells whether higher or lower values are better";
    return;
  }
  row.details.emplace_back("p_among_all", p.among_all);
  if (p.among_all <= options.alpha && estimate.shift != 0) {
    row.finding = estimate.shift > 0 ? Finding::kSlower : Finding::kFaster;
    return;
  }
  if (is_small) row.finding = Finding::kSame;
  if (p.alone <= options.alpha && estimate.shift != 0) {
    row.note = fmt::format(
        "p = {:.2g} for this metric alone (not used for the verdict), {:.2g} among {} metrics",
        p.alone, p.among_all, p.metrics);
  } else if (!is_small && !sides.is_ratio) {
    row.note = "no ratio, because values are zero or less";
  } else if (!is_small) {
    row.note = fmt::format("a change of {:.3g} % cannot be excluded; {}", 100 * options.same_within,
                           runs_that_tell(row, options.same_within));
  }
}

bool any_match(const std::vector<std::string>& patterns, const std::string& name) {
  return patterns.empty() ||
         std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches_wildcard(pattern, name); });
}

// Fills in the run counts and notes for missing data. Returns whether both sides have values.
bool has_both(Comparison& row, const MetricValues& values) {
  row.base_runs = values.base.size();
  row.new_runs = values.fresh.size();
  if (values.fresh.empty()) {
    row.note = "missing from NEW";
  } else if (values.base_unit != values.fresh_unit) {
    row.note =
        fmt::format("the unit changed from '{}' to '{}'", values.base_unit, values.fresh_unit);
  } else {
    return true;
  }
  return false;
}

// A metric that both sides have.
struct Common {
  std::size_t row;
  Sides sides;
  std::vector<std::size_t> runs;  // of the values of both sides

  RunCosts costs() const {
    RunCosts out{sides.base, runs};
    out.costs.insert(out.costs.end(), sides.fresh.begin(), sides.fresh.end());
    return out;
  }
};

// Adds a row for each metric of BASE, and returns those that NEW has too.
std::vector<Common> add_rows(const ValuesByMetric& metrics, Comparisons& out) {
  std::vector<Common> common;
  for (const auto& [name, values] : metrics) {
    if (values.base.empty()) continue;
    Comparison row;
    row.name = name;
    if (has_both(row, values)) common.push_back({out.rows.size(), Sides(values), values.runs});
    out.rows.push_back(std::move(row));
  }
  return common;
}

// Returns the fewest runs per side that can show a change.
std::size_t enough_runs(double alpha) {
  std::size_t enough = 2;
  while (smallest_p(enough, enough) > alpha) ++enough;
  return enough;
}

void cannot_tell(Comparison& row, std::string note) {
  row.low = -std::numeric_limits<double>::infinity();
  row.high = std::numeric_limits<double>::infinity();
  row.finding = Finding::kCannotTell;
  row.note = std::move(note);
}

}  // namespace

std::string_view to_string(Finding finding) {
  switch (finding) {
    case Finding::kSlower:
      return "slower";
    case Finding::kFaster:
      return "faster";
    case Finding::kSame:
      return "same";
    case Finding::kNotJudged:
      return "not judged";
    case Finding::kCannotTell:
      break;
  }
  return "cannot tell";
}

bool is_wanted(const MetricName& name, const CompareOptions& options) {
  return any_match(options.metrics, name.metric) && any_match(options.benchmarks, name.benchmark);
}

Expected<Comparisons> compare_runs(std::span<const RunResult> base,
                                   std::span<const RunResult> fresh,
                                   const CompareOptions& options) {
  if (auto error = check_selection(base, fresh, options)) return *error;
  const auto metrics = collect_values(base, fresh, options);
  Comparisons out;
  out.notes = notes_on(base, fresh, metrics, options);
  out.alpha = options.alpha;
  const auto common = add_rows(metrics, out);
  const auto is_enough = [&](const Common& metric) {
    return smallest_p(metric.sides.base.size(), metric.sides.fresh.size()) <= options.alpha;
  };
  std::vector<RunCosts> judged;
  for (const Common& metric : common) {
    if (metric.sides.has_direction && is_enough(metric)) judged.push_back(metric.costs());
  }
  const auto p = joint_two_sample_p(judged, base.size(), fresh.size());
  std::size_t next = 0;
  for (const Common& metric : common) {
    Comparison& row = out.rows[metric.row];
    const Sides& sides = metric.sides;
    const Estimate estimate = two_sample(sides.base, sides.fresh, options.alpha);
    Significance significance{estimate.p, 1, judged.size()};
    if (sides.has_direction && is_enough(metric))
      significance.among_all = std::max(p[next++], estimate.p);
    judge(row, sides, estimate, significance, options);
    if (is_enough(metric) || !sides.has_direction) continue;
    cannot_tell(
        row, fmt::format("{} and {} runs are too few for a false alarm rate of {:g}; {} "
                         "runs per side are enough for a large change",
                         row.base_runs, row.new_runs, options.alpha, enough_runs(options.alpha)));
  }
  return out;
}

Expected<Comparisons> compare_blocks(std::span<const RunResult> base,
                                     std::span<const RunResult> fresh,
                                     const CompareOptions& options) {
  if (auto error = check_selection(base, fresh, options)) return *error;
  const auto metrics = collect_values(base, fresh, options);
  Comparisons out;
  out.notes = notes_on(base, fresh, metrics, options);
  out.alpha = options.alpha;
  auto common = add_rows(metrics, out);
  std::erase_if(common, [&](const Common& metric) {
    const bool missing = metric.runs.size() != base.size() + fresh.size();
    if (missing) out.rows[metric.row].note = "missing from some runs";
    return missing;
  });
  std::vector<std::vector<double>> differences, judged;
  for (const Common& metric : common) {
    std::vector<double> here;
    for (std::size_t i = 0; i < base.size(); ++i)
      here.push_back(metric.sides.fresh[i] - metric.sides.base[i]);
    if (metric.sides.has_direction) judged.push_back(here);
    differences.push_back(std::move(here));
  }
  const auto p = joint_signed_rank_p(judged);
  const std::size_t enough = fewest_differences(options.alpha);
  std::size_t next = 0;
  for (std::size_t i = 0; i < common.size(); ++i) {
    Comparison& row = out.rows[common[i].row];
    const Estimate estimate = signed_rank(differences[i], options.alpha);
    const bool has_direction = common[i].sides.has_direction;
    judge(row, common[i].sides, estimate,
          {estimate.p, has_direction ? p[next++] : 1, judged.size()}, options);
    if (base.size() < enough && has_direction) {
      row.finding = Finding::kCannotTell;
      row.note = fmt::format(
          "{} blocks are too few for a false alarm rate of {:g}; {} are enough "
          "for a large change",
          base.size(), options.alpha, enough);
    }
  }
  return out;
}

int exit_code(const Comparisons& comparisons, CannotTell cannot_tell) {
  const auto has = [&](Finding finding) {
    return std::any_of(comparisons.rows.begin(), comparisons.rows.end(),
                       [&](const Comparison& row) { return row.finding == finding; });
  };
  if (has(Finding::kSlower)) return 1;
  // If no metric was judged, nothing is known.
  const bool judged = has(Finding::kSame) || has(Finding::kFaster);
  return cannot_tell == CannotTell::kFails && (has(Finding::kCannotTell) || !judged) ? 3 : 0;
}

}  // namespace traffic::detail::compare
