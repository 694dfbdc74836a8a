// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/compare/estimate.h"
#include "gtest_traffic/compare/holm.h"
#include "gtest_traffic/compare/signed_rank.h"
#include "gtest_traffic/compare/two_sample.h"

namespace traffic::detail::compare {
namespace {

// The values of one metric on both sides, as costs. A larger cost is worse, so that spikes point
// upwards.
struct Sides {
  Sides(const MetricName& metric, std::span<const double> base_values,
        std::span<const double> new_values)
      : sign(better(metric) == Better::kHigher ? -1 : 1) {
    const auto positive = [](double value) { return value > 0; };
    is_ratio = std::all_of(base_values.begin(), base_values.end(), positive) &&
               std::all_of(new_values.begin(), new_values.end(), positive);
    const auto cost = [this](double value) { return sign * (is_ratio ? std::log(value) : value); };
    for (const double value : base_values) base.push_back(cost(value));
    for (const double value : new_values) fresh.push_back(cost(value));
  }

  bool all_equal() const {
    const auto equals = [&](double value) { return value == base.front(); };
    return std::all_of(base.begin(), base.end(), equals) &&
           std::all_of(fresh.begin(), fresh.end(), equals);
  }

  double sign = 1;
  bool is_ratio = true;  // costs are logarithms; else the values themselves
  std::vector<double> base, fresh;
};

// Derives the finding of a row from an estimate.
void judge(Comparison& row, const Sides& sides, const Estimate& estimate, double level,
           double same_within) {
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
  if (estimate.p <= level && estimate.shift != 0) {
    row.finding = estimate.shift > 0 ? Finding::kSlower : Finding::kFaster;
  } else if (row.low > -same_within && row.high < same_within) {
    row.finding = Finding::kSame;
  } else if (!sides.is_ratio) {
    row.note = "no ratio, because values are zero or less";
  } else {
    row.note = fmt::format("a change of {:.3g} % cannot be excluded; add runs", 100 * same_within);
  }
}

struct Values {
  std::vector<double> base, fresh;
  std::string base_unit, fresh_unit;
};

std::map<MetricName, Values> collect(std::span<const RunResult> base,
                                     std::span<const RunResult> fresh,
                                     const CompareOptions& options) {
  std::map<MetricName, Values> out;
  for (const RunResult& run : base) {
    for (const auto& [name, figure] : run.figures) {
      if (!is_wanted(name, options)) continue;
      out[name].base.push_back(figure.value);
      out[name].base_unit = figure.unit;
    }
  }
  for (const RunResult& run : fresh) {
    for (const auto& [name, figure] : run.figures) {
      if (!is_wanted(name, options)) continue;
      out[name].fresh.push_back(figure.value);
      out[name].fresh_unit = figure.unit;
    }
  }
  return out;
}

std::string list(const std::set<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

// Returns notes that help users to interpret the rows.
std::vector<std::string> notes_on(std::span<const RunResult> base, std::span<const RunResult> fresh,
                                  const std::map<MetricName, Values>& metrics) {
  std::vector<std::string> out;
  std::set<std::string> added, hosts[2];
  for (const auto& [name, values] : metrics) {
    if (values.base.empty()) added.insert(name.benchmark);
  }
  for (const auto& [name, values] : metrics) {
    if (!values.base.empty()) added.erase(name.benchmark);
  }
  if (!added.empty()) out.push_back("only in NEW, not compared: " + list(added));
  for (const auto& [name, values] : metrics) {
    const auto tell = [&](const char* side, std::size_t present, std::size_t all) {
      if (present == 0 || present == all) return;
      out.push_back(fmt::format("{} {} is missing from {} of {} runs of {}", name.benchmark,
                                name.metric, all - present, all, side));
    };
    tell("BASE", values.base.size(), base.size());
    tell("NEW", values.fresh.size(), fresh.size());
  }
  for (int side = 0; side < 2; ++side) {
    for (const RunResult& run : side == 0 ? base : fresh) {
      const auto host = run.context.find("host_name");
      if (host != run.context.end()) hosts[side].insert(host->second);
    }
  }
  if (hosts[0] != hosts[1]) {
    out.push_back(
        fmt::format("BASE and NEW were measured on different machines ({} and {}), which can cause "
                    "a difference",
                    list(hosts[0]), list(hosts[1])));
  }
  return out;
}

bool any_match(const std::vector<std::string>& patterns, const std::string& name) {
  return patterns.empty() ||
         std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches_wildcard(pattern, name); });
}

// Fills in the run counts and notes for missing data. Returns whether both sides have values.
bool has_both(Comparison& row, const Values& values) {
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

Error no_common_metric() {
  return Error{"BASE and NEW have no common metric; check the names, --metrics and --benchmarks"};
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
  const auto metrics = collect(base, fresh, options);
  Comparisons out;
  out.notes = notes_on(base, fresh, metrics);
  out.alpha = options.alpha;
  bool common = false;
  for (const auto& [name, values] : metrics) {
    if (values.base.empty()) continue;
    Comparison row;
    row.name = name;
    if (has_both(row, values)) {
      common = true;
      const Sides sides(name, values.base, values.fresh);
      judge(row, sides, two_sample(sides.base, sides.fresh, options.alpha), options.alpha,
            options.same_within);
      if (smallest_p(row.base_runs, row.new_runs) > options.alpha) {
        row.low = -std::numeric_limits<double>::infinity();
        row.high = std::numeric_limits<double>::infinity();
        std::size_t enough = 2;
        while (smallest_p(enough, enough) > options.alpha) ++enough;
        row.finding = Finding::kCannotTell;
        row.note = fmt::format(
            "{} and {} runs are too few for a false alarm rate of {:g}; {} runs per side are "
            "enough",
            row.base_runs, row.new_runs, options.alpha, enough);
      }
    }
    out.rows.push_back(std::move(row));
  }
  if (!common) return no_common_metric();
  return out;
}

Expected<Comparisons> compare_blocks(std::span<const RunResult> base,
                                     std::span<const RunResult> fresh,
                                     const CompareOptions& options) {
  Comparisons out;
  out.alpha = options.alpha;
  struct Pending {
    std::size_t row;
    Sides sides;
    std::vector<double> differences;
  };
  std::vector<Pending> pending;
  std::vector<double> p_values;
  const auto metrics = collect(base, fresh, options);
  out.notes = notes_on(base, fresh, metrics);
  for (const auto& [name, values] : metrics) {
    if (values.base.empty()) continue;
    Comparison row;
    row.name = name;
    if (has_both(row, values)) {
      if (values.base.size() != base.size() || values.fresh.size() != fresh.size()) {
        row.note = "missing from some runs";
      } else {
        Pending one{out.rows.size(), Sides(name, values.base, values.fresh), {}};
        for (std::size_t i = 0; i < base.size(); ++i)
          one.differences.push_back(one.sides.fresh[i] - one.sides.base[i]);
        p_values.push_back(signed_rank_p(one.differences));
        pending.push_back(std::move(one));
      }
    }
    out.rows.push_back(std::move(row));
  }
  if (pending.empty()) return no_common_metric();
  const auto levels = holm_levels(p_values, options.alpha);
  for (std::size_t i = 0; i < pending.size(); ++i) {
    Comparison& row = out.rows[pending[i].row];
    judge(row, pending[i].sides, signed_rank(pending[i].differences, levels[i]), levels[i],
          options.same_within);
    const std::size_t enough = fewest_differences(levels[i]);
    if (base.size() < enough) {
      row.finding = Finding::kCannotTell;
      row.note = fmt::format("{} blocks are too few for {} metrics; {} are enough", base.size(),
                             pending.size(), enough);
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
  return cannot_tell == CannotTell::kFails && has(Finding::kCannotTell) ? 3 : 0;
}

}  // namespace traffic::detail::compare
