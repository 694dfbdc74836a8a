// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/run_result.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/compare/formats.h"
#include "gtest_traffic/compare/history_run.h"
#include "gtest_traffic/report/files/report_json.h"

namespace traffic::detail::compare {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view kExpected =
    "expected Google Benchmark's JSON, a gtest_traffic report.json, Locust's stats.csv, k6's "
    "summary "
    "JSON or a run of a history";

Expected<RunResult> read_document(const json::value& value, std::string_view text) {
  const json::object* const document = value.if_object();
  if (document == nullptr) return Error{std::string(kExpected)};
  const std::string schema = text_at(*document, "schema");
  if (schema.starts_with("gtest_traffic-report")) return read_report(text);
  if (schema.starts_with("gtest_traffic-run")) return read_history_result(*document);
  if (document->contains("benchmarks")) return read_google_benchmark(*document);
  const json::value* const metrics = document->if_contains("metrics");
  if (metrics != nullptr && metrics->is_object()) return read_k6(*document);
  return Error{std::string(kExpected)};
}

bool hold_benchmarks(const std::vector<json::value>& documents) {
  return std::all_of(documents.begin(), documents.end(), [](const json::value& value) {
    return value.is_object() && value.get_object().contains("benchmarks");
  });
}

Expected<std::vector<RunResult>> parse(std::string_view text) {
  std::vector<RunResult> out;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::string_view start = trim(text);
  if (start.empty()) return Error{"the file is empty"};
  if (start.front() == '{' || start.front() == '[') {
    auto documents = parse_documents(text);
    if (!documents) {
      // Google Benchmark writes NaN for the cv of a counter that is always zero.
      auto lenient = parse_documents(quote_non_numbers(text));
      if (!lenient || !hold_benchmarks(*lenient)) return documents.error();
      documents = std::move(lenient);
    }
    for (const json::value& document : *documents) {
      auto run = read_document(document, text);
      if (!run) return run.error();
      out.push_back(std::move(*run));
    }
  } else if (start.starts_with("Type,Name,") || start.starts_with("\"Type\",\"Name\",")) {
    auto run = read_locust(text);
    if (!run) return run.error();
    out.push_back(std::move(*run));
  } else {
    return Error{std::string(kExpected)};
  }
  for (const RunResult& run : out) {
    if (!run.figures.empty()) continue;
    return Error{fmt::format("the file contains no value; nothing was measured{}{}",
                             run.left_out.empty() ? "" : ": ", fmt::join(run.left_out, "; "))};
  }
  if (out.empty()) return Error{"the file contains no value; nothing was measured"};
  return out;
}

// Returns the result files in a folder, sorted by name.
std::vector<fs::path> results_in(const fs::path& folder) {
  if (fs::exists(folder / "report.json")) return {folder / "report.json"};
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with('.') && (name.ends_with(".json") || name.ends_with("_stats.csv")))
      out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Better better(const MetricName& name, const Figure& figure) {
  return figure.better ? *figure.better : better(name);
}

Expected<std::vector<RunResult>> parse_results(std::string_view text, const std::string& source) {
  auto out = parse(text);
  if (!out) return Error{fmt::format("{}: {}", source, out.error().message)};
  for (RunResult& run : *out) run.source = source;
  return out;
}

Expected<std::vector<RunResult>> read_results(const fs::path& path) {
  std::error_code code;
  if (fs::is_directory(path, code)) {
    std::vector<std::string> names;
    for (const fs::path& file : results_in(path)) names.push_back(file.string());
    if (names.empty()) {
      return Error{fmt::format("{}: the folder contains no report.json, *.json or *_stats.csv",
                               path.string())};
    }
    return read_all(names);
  }
  const auto text = read_text_file(path);
  if (!text) return text.error();
  return parse_results(*text, path.string());
}

Expected<std::vector<RunResult>> read_all(std::span<const std::string> paths) {
  std::vector<RunResult> out;
  Mistakes mistakes;
  std::set<fs::path> seen;
  for (const std::string& path : paths) {
    std::error_code code;
    const fs::path canonical = fs::weakly_canonical(path, code);
    Expected<std::vector<RunResult>> runs =
        seen.insert(canonical).second
            ? read_results(path)
            : Error{fmt::format("{}: the file is given twice; give each run only once", path)};
    if (!runs) {
      mistakes.add(runs.error().message);
      continue;
    }
    std::move(runs->begin(), runs->end(), std::back_inserter(out));
  }
  if (!mistakes.empty()) return mistakes.error();
  return out;
}

}  // namespace traffic::detail::compare
