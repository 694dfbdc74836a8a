// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/units.h"

namespace traffic::detail::compare {
namespace {

constexpr const char* kAfter =
    "Exit code: 0 no regression; 1 a metric regressed; 2 invalid input; 3 a verdict is 'cannot "
    "tell'.";

void add_duration(CLI::App& app, const std::string& flag, std::function<void(Duration)> into,
                  const std::string& help) {
  app.add_option_function<std::string>(
      flag,
      [into = std::move(into)](const std::string& text) {
        const auto value = parse_duration(text);
        if (!value) throw CLI::ValidationError(value.error().message);
        if (*value == Duration::zero())
          throw CLI::ValidationError("'" + text + "' must be above zero");
        into(*value);
      },
      help);
}

void add_share(CLI::App& app, const std::string& flag, double& into,
               std::pair<double, double> range, const std::string& help) {
  app.add_option_function<std::string>(
      flag,
      [&into, range, flag](const std::string& text) {
        const auto value = parse_percent(text);
        if (!value) throw CLI::ValidationError(value.error().message);
        const auto [least, most] = range;
        if (value->fraction() < least || value->fraction() > most) {
          throw CLI::ValidationError(
              fmt::format("{}: expected {:g} to {:g}, got '{}'", flag, least, most, text));
        }
        into = value->fraction();
      },
      help);
}

// A list is one value. If the flag repeats, the last list counts.
void add_list(CLI::App& app, const char* flag, std::vector<std::string>& into, const char* help) {
  app.add_option_function<std::string>(
      flag,
      [&into](const std::string& text) {
        into.clear();
        for (const std::string_view part : split(text, ',')) into.emplace_back(trim(part));
      },
      help);
}

void add_shared(CLI::App& app, CommandLine& line) {
  // Random relabelings cannot show smaller rates.
  add_share(app, "--alpha", line.compare.alpha, {0.001, 0.5},
            "rate of false alarms of all metrics together, 0.001 to 0.5: 0.01, 5%; default 5%, "
            "history 1%");
  add_list(app, "--metrics", line.compare.metrics,
           "metrics to compare, with * and ?: real_time,p*; default all");
  add_list(app, "--benchmarks", line.compare.benchmarks,
           "benchmarks to compare, with * and ?; default all");
  app.add_option_function<std::string>(
         "--cannot-tell",
         [&line](const std::string& text) {
           line.cannot_tell = text == "pass" ? CannotTell::kPasses : CannotTell::kFails;
         },
         "pass: exit with 0 instead of 3 if a verdict is 'cannot tell'; default fail")
      ->check(CLI::IsMember({"pass", "fail"}));
  app.add_option("--json", line.files.json, "file for the results in JSON");
  app.add_option("--markdown", line.files.markdown,
                 "file for the results in Markdown, for a pull request");
  app.add_option("--junit", line.files.junit, "file for the results in JUnit XML");
  app.add_option("--html", line.files.html, "file for the results as a self-contained HTML page");
}

void add_within(CLI::App& app, CommandLine& line) {
  add_share(app, "--delta", line.compare.same_within, {1e-6, 1},
            "change that the verdict 'same' excludes, 0.0001% to 100%; default 10%, pair 3%");
}

void add_run(CLI::App& app, CommandLine& line) {
  RunPlan& run = line.run;
  app.add_option("--blocks", run.blocks,
                 "number of blocks, 1 to 10000; each side runs once per block; default 20")
      ->check(CLI::Range(1, 10'000));
  add_duration(
      app, "--budget", [&run](Duration d) { run.budget = d; },
      "time limit for all runs together: 10m; default no limit");
  add_duration(
      app, "--timeout", [&run](Duration d) { run.timeout = d; },
      "time limit for one run; default 10m");
  app.add_option("--seed", run.seed, "seed of the order within blocks; default 1");
}

void describe_history(CLI::App& app, CommandLine& line) {
  HistoryPlan& history = line.history;
  app.add_option("folder", history.folder, "folder of the history, with one JSON file per run")
      ->required();
  app.add_option("--branch", history.branch, "git branch from which the folder is read");
  app.add_option("--record", history.records, "file of results to add; repeatable")
      ->allow_extra_args(false);
  app.add_option("--import", history.imports,
                 "file to import: data.js or JSON of github-action-benchmark, or the metric format "
                 "of Bencher; repeatable")
      ->allow_extra_args(false);
  app.add_option("--commit", history.commit,
                 "commit of the added runs; default $GITHUB_SHA, otherwise HEAD of git");
  app.add_option("--time", history.time,
                 "time of the added runs: 2026-11-21T10:15:00Z; default now");
  app.add_option_function<std::vector<std::string>>(
         "--context",
         [&history](const std::vector<std::string>& entries) {
           for (const std::string& entry : entries) {
             const auto equals = entry.find('=');
             if (equals == std::string::npos || equals == 0)
               throw CLI::ValidationError("--context: expected KEY=VALUE, got '" + entry + "'");
             history.context[entry.substr(0, equals)] = entry.substr(equals + 1);
           }
         },
         "KEY=VALUE to store with the added runs; repeatable")
      ->allow_extra_args(false);
  app.add_option("--since", history.since, "commit or time; changes until then are known");
  app.add_option_function<std::string>(
         "--expect-regressions",
         [&history](const std::string& text) {
           history.regressions =
               text == "any" ? HistoryPlan::Expect::kAny : HistoryPlan::Expect::kNone;
         },
         "none: exit with 1 if a regression is open; any: only report it; default none")
      ->check(CLI::IsMember({"none", "any"}));
  app.add_option("--export-github-action-benchmark", history.export_action,
                 "file to write in the format of github-action-benchmark");
  app.add_option("--export-bencher", history.export_bencher,
                 "file for the latest run, in the metric format of Bencher");
}

// Returns the error for a flag that CLI11 does not know, with the nearest known flag.
std::string unknown(const CLI::App& app, const std::string& argument) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_lnames().empty()) flags.push_back("--" + option->get_lnames().front());
  }
  const std::string flag = argument.substr(0, argument.find('='));
  return fmt::format("unknown argument '{}'{}", argument, did_you_mean(flag, flags));
}

// Moves the arguments after `--` to NEW. Options must precede the files.
Expected<std::vector<std::string>> split_sides(std::vector<std::string> arguments,
                                               CommandLine& line) {
  const auto bar = std::find(arguments.begin(), arguments.end(), "--");
  if (bar == arguments.end()) {
    return Error{
        "expected BASE… -- NEW…: the files of the old side, two dashes, and the files of the new "
        "side"};
  }
  line.fresh.assign(bar + 1, arguments.end());
  if (line.fresh.empty()) return Error{"expected files of the new side after '--'"};
  for (const std::string& file : line.fresh) {
    if (file.starts_with("--"))
      return Error{fmt::format("option '{}' is after '--'; put options before the files", file)};
  }
  arguments.erase(bar, arguments.end());
  return arguments;
}

CLI::App& add_files(CLI::App& app, CommandLine& line) {
  CLI::App& files =
      *app.add_subcommand("files", "compare files of results: files [options] BASE… -- NEW…");
  add_shared(files, line);
  add_within(files, line);
  files.add_option("base", line.base, "files of results of the old side, one per run")->required();
  return files;
}

CLI::App& add_pair(CLI::App& app, CommandLine& line) {
  CLI::App& pair =
      *app.add_subcommand("pair", "run two commands alternately and compare their results");
  add_shared(pair, line);
  add_within(pair, line);
  pair.add_option("--base", line.run.base, "shell command of the old side")->required();
  pair.add_option("--new", line.run.fresh, "shell command of the new side")->required();
  add_run(pair, line);
  pair.add_option(
          "--extension", line.run.extension,
          "blocks to add once if a verdict is 'cannot tell', 0 to 10000; default: the same number")
      ->check(CLI::Range(0, 10'000));
  pair.footer(
      "A command writes its result to the file $BENCHMARK_OUT (like Google Benchmark), to the "
      "folder $TRAFFIC_REPORT_DIR (like a suite of gtest_traffic), to the file that replaces {out} "
      "in the command, or to standard output. Without a result, its wall time is compared.");
  return pair;
}

CLI::App& add_self(CLI::App& app, CommandLine& line) {
  CLI::App& self = *app.add_subcommand("self",
                                       "run one command against itself, to measure the noise and "
                                       "the changes that a comparison can find");
  add_shared(self, line);
  self.add_option("command", line.run.base, "shell command")->required();
  add_run(self, line);
  return self;
}

CLI::App& add_history(CLI::App& app, CommandLine& line) {
  CLI::App& history = *app.add_subcommand("history", "find changes in a folder of runs over time");
  add_shared(history, line);
  describe_history(history, line);
  return history;
}

// If an option with one value repeats, the last value counts. This lets users override the options
// of a script.
void let_last_value_count(CLI::App& app) {
  for (CLI::Option* const option : app.get_options()) {
    if (!option->get_lnames().empty() && option->get_items_expected_max() == 1) {
      option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }
  }
}

}  // namespace

Expected<CommandLine> parse_command_line(int argc, char** argv) {
  CommandLine line;
  CLI::App app("Compares benchmarks at a declared rate of false alarms.", "traffic_compare");
  app.footer(kAfter);
  app.require_subcommand(1);

  CLI::App& files = add_files(app, line);
  CLI::App& pair = add_pair(app, line);
  CLI::App& self = add_self(app, line);
  CLI::App& history = add_history(app, line);
  const std::vector<std::pair<CLI::App*, CommandLine::Mode>> modes = {
      {&files, CommandLine::Mode::kFiles},
      {&pair, CommandLine::Mode::kPair},
      {&self, CommandLine::Mode::kSelf},
      {&history, CommandLine::Mode::kHistory}};
  std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  const std::string mode_name = arguments.empty() ? "" : arguments.front();
  const std::vector<std::string> names = {"files", "pair", "self", "history"};
  if (!mode_name.starts_with("-") &&
      std::find(names.begin(), names.end(), mode_name) == names.end()) {
    return Error{fmt::format("expected a mode, one of {}, got '{}'{}", fmt::join(names, ", "),
                             mode_name, did_you_mean(mode_name, names))};
  }
  if (mode_name == "history") line.compare.alpha = 0.01;
  if (mode_name == "pair") line.compare.same_within = 0.03;
  if (mode_name == "files" &&
      std::find(arguments.begin(), arguments.end(), "--help") == arguments.end()) {
    auto left = split_sides(std::move(arguments), line);
    if (!left) return left.error();
    arguments = std::move(*left);
  }
  for (const auto& [sub, mode] : modes) {
    sub->allow_extras();
    let_last_value_count(*sub);
  }
  try {
    std::reverse(arguments.begin(), arguments.end());
    app.parse(arguments);
  } catch (const CLI::CallForHelp&) {
    const auto asked = app.get_subcommands();
    line.help = asked.empty() ? app.help() : asked.front()->help();
    return line;
  } catch (const CLI::ParseError& error) {
    return Error{error.what()};
  }
  for (const auto& [sub, mode] : modes) {
    if (!sub->parsed()) continue;
    line.mode = mode;
    if (!sub->remaining().empty()) return Error{unknown(*sub, sub->remaining().front())};
  }
  for (const std::string& file : line.base) {
    if (file.starts_with("--")) return Error{unknown(files, file)};
  }
  return line;
}

}  // namespace traffic::detail::compare
