// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/metric_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "gtest_traffic/base/text.h"

namespace traffic::detail::compare {
namespace {

std::string list(const std::set<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

void tell_left_out(std::span<const RunResult> runs, const char* side,
                   std::vector<std::string>& out) {
  std::map<std::string, std::size_t> counts;
  for (const RunResult& run : runs) {
    for (const std::string& text : run.left_out) ++counts[text];
  }
  for (const auto& [text, count] : counts) {
    out.push_back(
        fmt::format("left out in {} of {} runs of {}: {}", count, runs.size(), side, text));
  }
}

void tell_machines(std::span<const RunResult> base, std::span<const RunResult> fresh,
                   std::vector<std::string>& out) {
  std::set<std::string> hosts[2];
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
}

}  // namespace

ValuesByMetric collect_values(std::span<const RunResult> base, std::span<const RunResult> fresh,
                              const CompareOptions& options) {
  ValuesByMetric out;
  const auto add = [&](const RunResult& run, std::size_t index, bool is_new) {
    for (const auto& [name, figure] : run.figures) {
      if (!is_wanted(name, options)) continue;
      MetricValues& values = out[name];
      const Better here = better(name, figure);
      if (values.runs.empty()) values.better = here;
      if (values.better != here) values.better = Better::kUnknown;
      values.runs.push_back(index);
      (is_new ? values.fresh : values.base).push_back(figure.value);
      (is_new ? values.fresh_unit : values.base_unit) = figure.unit;
    }
  };
  for (std::size_t i = 0; i < base.size(); ++i) add(base[i], i, false);
  for (std::size_t i = 0; i < fresh.size(); ++i) add(fresh[i], base.size() + i, true);
  return out;
}

std::vector<std::string> notes_on(std::span<const RunResult> base, std::span<const RunResult> fresh,
                                  const ValuesByMetric& metrics, const CompareOptions& options) {
  std::vector<std::string> out;
  std::set<std::string> added;
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
  tell_left_out(base, "BASE", out);
  tell_left_out(fresh, "NEW", out);
  tell_machines(base, fresh, out);
  for (const bool is_metric : {true, false}) {
    for (const std::string& pattern : is_metric ? options.metrics : options.benchmarks) {
      if (std::none_of(metrics.begin(), metrics.end(), [&](const auto& entry) {
            const MetricName& name = entry.first;
            return matches_wildcard(pattern, is_metric ? name.metric : name.benchmark);
          })) {
        out.push_back(
            fmt::format("--{0}: '{1}' matches none of the {0} that the other options leave",
                        is_metric ? "metrics" : "benchmarks", pattern));
      }
    }
  }
  return out;
}

std::optional<Error> check_selection(std::span<const RunResult> base,
                                     std::span<const RunResult> fresh,
                                     const CompareOptions& options) {
  const auto metrics = collect_values(base, fresh, options);
  std::string reason = "check the names, --metrics and --benchmarks";
  for (const auto& [name, values] : metrics) {
    if (values.base.empty() || values.fresh.empty()) continue;
    if (values.base_unit == values.fresh_unit) return std::nullopt;
    reason = fmt::format("the unit of {} {} changed from '{}' to '{}'", name.benchmark, name.metric,
                         values.base_unit, values.fresh_unit);
  }
  if (metrics.empty() && !base.empty()) {
    std::vector<std::string> names;
    for (const auto& [name, figure] : base.front().figures) {
      if (names.size() < 10) names.push_back(name.benchmark + " " + name.metric);
    }
    const std::size_t more = base.front().figures.size() - names.size();
    reason = fmt::format("--metrics or --benchmarks selects none of {}{}", fmt::join(names, ", "),
                         more > 0 ? fmt::format(" and {} more", more) : "");
  }
  return Error{"BASE and NEW have no common metric; " + reason};
}

}  // namespace traffic::detail::compare
