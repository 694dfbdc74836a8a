// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/units.h"

namespace traffic::compare {
namespace {

constexpr const char* kAfter =
    "Exit code: 0 no regression, 1 a metric regressed, 2 unusable input, 3 cannot tell.";

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

void add_share(CLI::App& app, const std::string& flag, double& into, double most,
               const std::string& help) {
  app.add_option_function<std::string>(
      flag,
      [&into, most, flag](const std::string& text) {
        const auto value = parse_percent(text);
        if (!value) throw CLI::ValidationError(value.error().message);
        if (value->fraction() <= 0 || value->fraction() > most) {
          throw CLI::ValidationError(
              fmt::format("{} is '{}', expected more than 0 and at most {:g}", flag, text, most));
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
  add_share(app, "--alpha", line.compare.alpha, 0.5, "the declared rate of false alarms: 0.01, 5%");
  add_list(app, "--metrics", line.compare.metrics, "only these, with * and ?: real_time,p*");
  add_list(app, "--benchmarks", line.compare.benchmarks, "only these, with * and ?");
  app.add_option_function<std::string>(
         "--cannot-tell",
         [&line](const std::string& text) {
           line.cannot_tell = text == "pass" ? CannotTell::kPasses : CannotTell::kFails;
         },
         "pass: end with 0 instead of 3 when too little is known")
      ->check(CLI::IsMember({"pass", "fail"}));
  app.add_option("--json", line.files.json, "write this file, for scripts");
  app.add_option("--markdown", line.files.markdown, "for a pull request's comment");
  app.add_option("--junit", line.files.junit, "for a test reporter");
  app.add_option("--html", line.files.html, "one self-contained page");
}

void add_within(CLI::App& app, CommandLine& line) {
  add_share(app, "--delta", line.compare.same_within, 1,
            "the change that 'same' excludes (10%, of pair 3%)");
}

void add_run(CLI::App& app, CommandLine& line) {
  RunPlan& run = line.run;
  app.add_option("--blocks", run.blocks, "each side runs once in a block (20)")
      ->check(CLI::Range(1, 10'000));
  add_duration(
      app, "--budget", [&run](Duration d) { run.budget = d; }, "for everything: 10m");
  add_duration(
      app, "--timeout", [&run](Duration d) { run.timeout = d; }, "of one run (10m)");
  app.add_option("--seed", run.seed, "of the order within blocks (1)");
}

void describe_history(CLI::App& app, CommandLine& line) {
  HistoryPlan& history = line.history;
  app.add_option("folder", history.folder, "one JSON file for each run")->required();
  app.add_option("--branch", history.branch, "read the folder from this git branch");
  app.add_option("--record", history.records, "add the runs of a result; may be given again")
      ->allow_extra_args(false);
  app.add_option("--import", history.imports,
                 "add the runs of github-action-benchmark's data.js or JSON, or of a file in "
                 "Bencher's metric format")
      ->allow_extra_args(false);
  app.add_option("--commit", history.commit, "of what is added ($GITHUB_SHA, else git's HEAD)");
  app.add_option("--time", history.time, "of what is added, 2026-11-21T10:15:00Z (now)");
  app.add_option_function<std::vector<std::string>>(
         "--context",
         [&history](const std::vector<std::string>& entries) {
           for (const std::string& entry : entries) {
             const auto equals = entry.find('=');
             if (equals == std::string::npos || equals == 0)
               throw CLI::ValidationError("--context is '" + entry + "', expected KEY=VALUE");
             history.context[entry.substr(0, equals)] = entry.substr(equals + 1);
           }
         },
         "KEY=VALUE of what is added; may be given again")
      ->allow_extra_args(false);
  app.add_option("--since", history.since, "a commit or time: older changes are known already");
  app.add_option_function<std::string>(
         "--expect-regressions",
         [&history](const std::string& text) {
           history.regressions =
               text == "any" ? HistoryPlan::Expect::kAny : HistoryPlan::Expect::kNone;
         },
         "none: end with 1 when one is open (the default); any: only tell")
      ->check(CLI::IsMember({"none", "any"}));
  app.add_option("--export-github-action-benchmark", history.export_action, "write its data file");
  app.add_option("--export-bencher", history.export_bencher,
                 "write the latest run in Bencher's metric format");
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
        "expected BASE… -- NEW…: files of the old side, two dashes, files of the new side"};
  }
  line.fresh.assign(bar + 1, arguments.end());
  if (line.fresh.empty()) return Error{"no file of the NEW side stands after '--'"};
  for (const std::string& file : line.fresh) {
    if (file.starts_with("--"))
      return Error{fmt::format("'{}' stands after '--': options come before the files", file)};
  }
  arguments.erase(bar, arguments.end());
  return arguments;
}

}  // namespace

Expected<CommandLine> parse_command_line(int argc, char** argv) {
  CommandLine line;
  CLI::App app("Compares benchmarks at a declared rate of false alarms.", "traffic_compare");
  app.footer(kAfter);
  app.require_subcommand(1);

  CLI::App& files = *app.add_subcommand("files", "compares results: files [options] BASE… -- NEW…");
  add_shared(files, line);
  add_within(files, line);
  files.add_option("base", line.base, "results of the old side, one for each run")->required();

  CLI::App& pair = *app.add_subcommand(
      "pair", "runs two commands in turns and compares what they measure; see --help");
  add_shared(pair, line);
  add_within(pair, line);
  pair.add_option("--base", line.run.base, "shell command of the old side")->required();
  pair.add_option("--new", line.run.fresh, "shell command of the new side")->required();
  add_run(pair, line);
  pair.add_option("--extension", line.run.extension,
                  "blocks to add once when it cannot tell; 0 for none (as many again)")
      ->check(CLI::Range(0, 10'000));
  pair.footer(
      "A command leaves its result in $BENCHMARK_OUT (Google Benchmark does by itself), in the "
      "folder $TRAFFIC_REPORT_DIR (our suites do), in the file {out} of its own text, or on its "
      "standard output; one that leaves none is compared by its wall time.");

  CLI::App& self = *app.add_subcommand(
      "self",
      "runs one command against itself: the noise here, and what can be found in what time");
  add_shared(self, line);
  self.add_option("command", line.run.base, "shell command")->required();
  add_run(self, line);

  CLI::App& history = *app.add_subcommand("history", "finds changes in a folder of runs over time");
  add_shared(history, line);
  describe_history(history, line);

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
    return Error{fmt::format("expected a mode, {}; got '{}'{}", fmt::join(names, ", "), mode_name,
                             did_you_mean(mode_name, names))};
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
    // If an option with one value repeats, the last value counts. This lets users override the
    // options of a script.
    for (CLI::Option* const option : sub->get_options()) {
      if (!option->get_lnames().empty() && option->get_items_expected_max() == 1) {
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
      }
    }
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

}  // namespace traffic::compare
