// SPDX-License-Identifier: Apache-2.0
// traffic_merge INPUT… -o FOLDER: merges the reports of several shards into one report, or makes a
// report from the stream of a run that was killed.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/load/verdict.h"
#include "gtest_traffic/report/files/report_files.h"
#include "gtest_traffic/report/files/result_stream.h"
#include "gtest_traffic/report/verdict_text.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;

constexpr int kUnusable = 2;
constexpr std::string_view kHelp =
    "usage: traffic_merge INPUT... -o FOLDER\n"
    "\n"
    "Merges reports into one report folder. An input is a report.json, a results.jsonl, or a\n"
    "folder with one of them. Of both, report.json is preferred unless it is of an earlier run.\n"
    "Several inputs must be shards of the same run. The counts and histograms merge exactly, and\n"
    "the gates are evaluated again. Earlier files in FOLDER are moved to FOLDER/previous.\n"
    "Exit code: 0 if the folder is written, whatever the verdict; 2 if an input is invalid, and\n"
    "then nothing is written.\n";

Expected<Report> read_stream(const fs::path& file) {
  const auto text = read_text_file(file);
  if (!text) return text.error();
  Expected<Report> report = report_from_stream(*text);
  if (!report) return Error{fmt::format("{}: {}", file.string(), report.error().message)};
  return report;
}

// A report of an earlier run may lie beside the stream of a killed one.
Expected<Report> read_latest(const fs::path& folder) {
  Expected<Report> report = read_report(folder);
  Expected<Report> stream = read_stream(folder / "results.jsonl");
  return report && stream && stream->began > report->began ? stream : report;
}

Expected<Report> read_input(const fs::path& input) {
  if (input.extension() == ".jsonl") return read_stream(input);
  std::error_code ignored;
  if (!fs::is_directory(input, ignored)) return read_report(input);
  const bool has_report = fs::exists(input / "report.json", ignored);
  const bool has_stream = fs::exists(input / "results.jsonl", ignored);
  if (has_report && has_stream) return read_latest(input);
  if (has_report) return read_report(input);
  if (has_stream) return read_stream(input / "results.jsonl");
  return Error{fmt::format("'{}' contains neither report.json nor results.jsonl", input.string())};
}

// Returns the gates of all inputs without duplicates. The general rules of every load are not
// gates.
std::vector<Gate> gates_of(const std::vector<Report>& reports) {
  std::vector<Gate> gates;
  for (const Report& report : reports) {
    for (const GateResult& result : report.gates) {
      const auto parsed = parse_gates(result.gate);
      if (!parsed) continue;
      for (const Gate& gate : *parsed) {
        if (std::find(gates.begin(), gates.end(), gate) == gates.end()) gates.push_back(gate);
      }
    }
  }
  return gates;
}

Report merged(const std::vector<Report>& reports) {
  Report whole = reports.front();
  if (reports.size() == 1) return whole;
  for (std::size_t i = 1; i < reports.size(); ++i) whole.merge(reports[i]);
  const std::string cause = whole.invalid_because;
  judge(whole, gates_of(reports), std::nullopt, cause);
  return whole;
}

int fail(std::string_view text) {
  fmt::print(stderr, "traffic_merge: {}\n", text);
  return kUnusable;
}

int run(const std::vector<std::string>& arguments) {
  std::vector<fs::path> inputs;
  fs::path output;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--help") {
      fmt::print("{}", kHelp);
      return 0;
    }
    if (argument == "-o" && i + 1 < arguments.size()) {
      output = arguments[++i];
    } else if (argument.starts_with('-')) {
      return fail(fmt::format("option '{}' is unknown or has no value; see --help", argument));
    } else {
      inputs.emplace_back(argument);
    }
  }
  if (inputs.empty() || output.empty()) return fail("expected INPUT... -o FOLDER; see --help");
  std::vector<Report> reports;
  std::string mistakes;
  for (const fs::path& input : inputs) {
    Expected<Report> report = read_input(input);
    if (report) {
      if (!reports.empty() && report->model != reports.front().model) {
        mistakes += fmt::format(
            "\n  '{}' has another load model than '{}'; expected shards of the same run",
            input.string(), inputs.front().string());
      }
      reports.push_back(std::move(*report));
    } else {
      mistakes += "\n  " + report.error().message;
    }
  }
  if (!mistakes.empty()) return fail("cannot merge:" + mistakes);
  const auto folder = prepare_folder(output);
  if (!folder) return fail(folder.error().message);
  const bool in_place = std::any_of(inputs.begin(), inputs.end(), [&](const fs::path& input) {
    std::error_code ignored;
    return fs::equivalent(input, output, ignored) ||
           fs::equivalent(input.parent_path(), output, ignored);
  });
  const auto kept = in_place ? std::nullopt : set_aside_report_files(*folder);
  if (kept) return fail(kept->message);
  const Report whole = merged(reports);
  if (const auto error = write_report_files(*folder, whole)) return fail(error->message);
  fmt::print("{}\nreport: {}\n", verdict_text(whole), (output / "report.html").string());
  return 0;
}

}  // namespace
}  // namespace traffic::detail

int main(int argc, char** argv) { return traffic::detail::run({argv + 1, argv + argc}); }
