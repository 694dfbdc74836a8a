// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/history_store.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <set>

#include "gtest_traffic/base/machine.h"
#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/compare/formats.h"
#include "gtest_traffic/report/files/folder.h"

namespace traffic::detail::compare {
namespace {

namespace fs = std::filesystem;

// Returns the output of a command, or `std::nullopt` if it fails.
std::optional<std::string> output_of(const std::string& command) {
  FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string out;
  char part[4096];
  for (std::size_t n = 0; (n = std::fread(part, 1, sizeof part, pipe)) > 0;) out.append(part, n);
  if (::pclose(pipe) != 0) return std::nullopt;
  return out;
}

Expected<HistoryRun> read_run(const fs::path& path, const std::string& text) {
  const auto documents = parse_documents(text);
  if (!documents) return Error{fmt::format("{}: {}", path.string(), documents.error().message)};
  if (documents->size() != 1 || !documents->front().is_object())
    return Error{fmt::format("{}: expected one run, a JSON object", path.string())};
  auto run = read_history_run(documents->front().get_object());
  if (!run) return Error{fmt::format("{}: {}", path.string(), run.error().message)};
  run->result.source = path.string();
  return run;
}

}  // namespace

Expected<std::vector<HistoryRun>> read_history(const fs::path& folder) {
  std::error_code code;
  std::vector<fs::path> files;
  for (auto entry = fs::recursive_directory_iterator(folder, code);
       !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
    const std::string name = entry->path().filename().string();
    if (entry->is_regular_file() && name.ends_with(".json") && !name.starts_with('.'))
      files.push_back(entry->path());
  }
  if (code) return Error{fmt::format("{}: {}", folder.string(), code.message())};
  std::sort(files.begin(), files.end());
  std::vector<HistoryRun> out;
  std::set<std::size_t> seen;  // hashes of file contents; copies count once
  Mistakes mistakes;
  for (const fs::path& path : files) {
    const auto text = read_text_file(path);
    if (!text) {
      mistakes.add(text.error().message);
      continue;
    }
    if (!seen.insert(std::hash<std::string>()(*text)).second) continue;
    auto run = read_run(path, *text);
    if (run) {
      out.push_back(std::move(*run));
    } else {
      mistakes.add(run.error().message);
    }
  }
  if (!mistakes.empty()) return mistakes.error();
  std::stable_sort(out.begin(), out.end(),
                   [](const HistoryRun& a, const HistoryRun& b) { return a.time < b.time; });
  return out;
}

Expected<std::vector<HistoryRun>> read_history(const std::string& branch,
                                               const std::string& folder) {
  std::string name = (fs::temp_directory_path() / "traffic_history.XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    return Error{"cannot create a folder in the temporary directory"};
  const bool unpacked =
      output_of(
          fmt::format("git archive --format=tar {} -- {} 2>/dev/null | tar -x -C {} 2>/dev/null",
                      shell_quoted(branch), shell_quoted(folder), shell_quoted(name)))
          .has_value();
  Expected<std::vector<HistoryRun>> out =
      unpacked ? read_history(fs::path(name) / folder)
               : Error{fmt::format(
                     "no folder '{}' in a branch '{}' of the git repository in the current folder",
                     folder, branch)};
  std::error_code ignored;
  fs::remove_all(name, ignored);
  return out;
}

std::optional<Error> add_to_history(const fs::path& folder, std::span<const HistoryRun> runs) {
  const auto into = prepare_folder(folder);
  if (!into) return Error{fmt::format("{}: the folder is not writable", folder.string())};
  for (const HistoryRun& run : runs) {
    std::error_code code;
    if (fs::exists(folder / file_name(run), code)) continue;
    if (auto error = into->write(file_name(run), to_json(run))) return error;
  }
  return std::nullopt;
}

HistoryRun current_run() {
  HistoryRun out;
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[32];
  out.time.assign(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc));
  if (const char* commit = std::getenv("GITHUB_SHA"); commit != nullptr && *commit != '\0') {
    out.result.context["commit"] = commit;
  } else if (const auto head = output_of("git rev-parse HEAD 2>/dev/null")) {
    out.result.context["commit"] = std::string(trim(*head));
  }
#ifdef __VERSION__
  out.result.context["compiler"] = "g++ " __VERSION__;
#endif
  out.result.context["machine"] = describe_machine();
  return out;
}

}  // namespace traffic::detail::compare
