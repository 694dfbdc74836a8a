// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/modes.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/compare/outputs.h"
#include "gtest_traffic/report/files/folder.h"

namespace traffic::detail::compare {

std::optional<Error> write_file(const std::string& path, std::string_view bytes) {
  if (path.empty()) return std::nullopt;
  const std::filesystem::path file(path);
  const auto folder = prepare_folder(file.has_parent_path() ? file.parent_path() : ".");
  if (!folder) return Error{fmt::format("cannot write '{}': its folder is not writable", path)};
  return folder->write(file.filename().string(), bytes);
}

std::optional<Error> check_writable(const OutputFiles& files) {
  Mistakes mistakes;
  for (const std::string& path : {files.json, files.markdown, files.junit, files.html}) {
    if (path.empty()) continue;
    const std::filesystem::path file(path);
    std::error_code code;
    if (std::filesystem::is_directory(file, code)) {
      mistakes.add(fmt::format("cannot write '{}': it is a folder", path));
    } else if (!prepare_folder(file.has_parent_path() ? file.parent_path() : ".")) {
      mistakes.add(fmt::format("cannot write '{}': its folder is not writable", path));
    }
  }
  if (!mistakes.empty()) return mistakes.error();
  return std::nullopt;
}

std::optional<Error> publish(const Comparisons& comparisons, const OutputFiles& files) {
  fmt::print("{}", to_table(comparisons));
  std::fflush(stdout);
  if (auto error = write_file(files.json, to_json(comparisons))) return error;
  if (auto error = write_file(files.markdown, to_markdown(comparisons))) return error;
  return write_file(files.junit, to_junit(comparisons));
}

Expected<int> run_files(const CommandLine& line) {
  const auto base = read_all(line.base);
  const auto fresh = read_all(line.fresh);
  if (!base || !fresh) {
    return Error{fmt::format("{}{}{}", base ? "" : base.error().message,
                             !base && !fresh ? "\n" : "", fresh ? "" : fresh.error().message)};
  }
  const auto comparisons = compare_runs(*base, *fresh, line.compare);
  if (!comparisons) return comparisons.error();
  if (auto error = publish(*comparisons, line.files)) return *error;
  if (!line.files.html.empty()) {
    if (auto error = write_file(line.files.html, to_html(*comparisons))) return *error;
  }
  return exit_code(*comparisons, line.cannot_tell);
}

Expected<int> run(const CommandLine& line) {
  if (auto error = check_writable(line.files)) return *error;
  switch (line.mode) {
    case CommandLine::Mode::kFiles:
      return run_files(line);
    case CommandLine::Mode::kPair:
      return run_pair(line);
    case CommandLine::Mode::kSelf:
      return run_self(line);
    case CommandLine::Mode::kHistory:
      break;
  }
  return run_history(line);
}

}  // namespace traffic::detail::compare
