// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/golden.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <cstdio>
#include <limits>
#include <map>
#include <mutex>
#include <ostream>
#include <utility>

#include "gtest_traffic/config/golden_settings.h"
#include "gtest_traffic/http/excerpt.h"
#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/json/compare.h"
#include "gtest_traffic/json/diff.h"
#include "gtest_traffic/json/pretty.h"
#include "gtest_traffic/match/golden_file.h"

namespace traffic::detail {

// Caches one golden file as it was at its first use, because a load test creates the matcher in
// every iteration.
struct MatchesGoldenMatcher::Golden {
  std::string name;
  std::filesystem::path path;
  GoldenMask mask;
  std::string error;  // the reason why no comparison is possible
  bool missing = false;
  bool is_json = false;
  std::string text;  // the content of the file
  boost::json::value json;
  mutable std::once_flag written;

  Golden(std::string_view its_name, GoldenMask its_mask, std::filesystem::path its_path);
  std::string rendered(const Response& response) const;
  bool matches(const Response& response, std::ostream* out) const;
  bool write(const Response& response, std::ostream* out) const;
};

namespace {

// Returns the directory of a source file. A compiler may record a path relative to its working
// directory. Such a path is resolved from the current directory, then from the program's directory
// and its parents.
std::filesystem::path source_folder(const std::filesystem::path& source) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (source.is_absolute() || fs::exists(source, error)) return source.parent_path();
  for (fs::path from = fs::read_symlink("/proc/self/exe", error).parent_path();
       from.has_relative_path(); from = from.parent_path()) {
    const fs::path candidate = (from / source).lexically_normal();
    if (fs::exists(candidate, error)) return candidate.parent_path();
  }
  return {};
}

std::filesystem::path golden_path(std::string_view name, const Location& location) {
  const std::filesystem::path& stated = golden_settings().folder;
  if (!stated.empty()) return stated / name;
  const std::filesystem::path beside = source_folder(location.file);
  return beside.empty() ? beside : beside / "golden" / name;
}

std::string how_to_write(std::string_view why) {
  return fmt::format("--traffic_update_golden={} writes it", why);
}

// Describes the first line in which two texts differ.
std::string text_difference(std::string_view expected, std::string_view actual) {
  std::size_t line = 1;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < std::min(expected.size(), actual.size()); ++i) {
    if (expected[i] != actual[i]) break;
    if (expected[i] != '\n') continue;
    ++line;
    begin = i + 1;
  }
  const auto rest_of = [begin](std::string_view text) {
    return excerpt(text.substr(begin, text.find('\n', begin) - begin), 100);
  };
  return fmt::format("line {}: expected '{}', got '{}'", line, rest_of(expected), rest_of(actual));
}

}  // namespace

GoldenSettings& golden_settings() {
  static GoldenSettings instance;
  return instance;
}

MatchesGoldenMatcher::Golden::Golden(std::string_view its_name, GoldenMask its_mask,
                                     std::filesystem::path its_path)
    : name(its_name),
      path(std::move(its_path)),
      mask(std::move(its_mask)),
      is_json(name.ends_with(".json")) {
  if (auto refusal = check_golden_name(name)) {
    error = std::move(refusal->message);
    return;
  }
  if (path.empty()) {
    error =
        "the test's source is not found from here; say with --traffic_golden_dir where golden "
        "files lie";
    return;
  }
  auto read = read_golden(path);
  if (!read) {
    error = read.error().message;
    return;
  }
  missing = !read->has_value();
  if (missing) return;
  text = *std::move(*read);
  if (!is_json) return;
  boost::system::error_code wrong;
  json = boost::json::parse(text, wrong);
  if (wrong)
    error = fmt::format("golden file '{}' is not json ({})", path.string(), wrong.message());
}

// Returns the golden file's content for this response.
std::string MatchesGoldenMatcher::Golden::rendered(const Response& response) const {
  if (!is_json) return redactor().redact(response.body());
  return pretty(golden_json(*response.json(), mask.paths),
                std::numeric_limits<std::size_t>::max()) +
         '\n';
}

bool MatchesGoldenMatcher::Golden::matches(const Response& response, std::ostream* out) const {
  if (is_json) {
    const boost::json::value actual = golden_json(*response.json(), mask.paths);
    if (same_json(json, actual)) return true;
    if (out == nullptr) return false;
    *out << "got a difference";
    for (const std::string& line : diff(json, actual)) *out << "\n    " << line;
  } else {
    const std::string actual = rendered(response);
    if (actual == text) return true;
    if (out == nullptr) return false;
    *out << "got a difference in " << text_difference(text, actual);
  }
  *out << "\n    " << path.string() << ": --traffic_update_golden=all accepts what came";
  return false;
}

bool MatchesGoldenMatcher::Golden::write(const Response& response, std::ostream* out) const {
  std::optional<Error> failed;
  std::call_once(written, [&] {
    failed = write_golden(path, rendered(response));
    if (!failed) std::fprintf(stderr, "golden file written: %s\n", path.c_str());
  });
  if (failed && out != nullptr) *out << "got an error: " << failed->message;
  return !failed;
}

MatchesGoldenMatcher::MatchesGoldenMatcher(std::string_view name, GoldenMask mask,
                                           Location location) {
  static std::mutex mutex;
  static auto* const known = new std::map<std::string, std::shared_ptr<const Golden>>;
  const std::filesystem::path path = golden_path(name, location);
  std::string key = path.string() + '\n';
  key += name;
  for (const std::string& masked_path : mask.paths) (key += '\n') += masked_path;
  const std::lock_guard lock(mutex);
  std::shared_ptr<const Golden>& golden = (*known)[key];
  if (golden == nullptr) golden = std::make_shared<const Golden>(name, std::move(mask), path);
  golden_ = golden;
}

bool MatchesGoldenMatcher::MatchAndExplain(const Response& response, std::ostream* out) const {
  if (quiet()) out = nullptr;
  if (!has_response(response, out)) return false;
  const Golden& golden = *golden_;
  if (golden.is_json && response.json() == nullptr) {
    if (out != nullptr) *out << "got a body that is not json (" << response.json_error() << ')';
    return false;
  }
  const auto update = golden_settings().update;
  const bool has_place = !golden.path.empty() && !check_golden_name(golden.name);
  if (has_place && (update == GoldenSettings::Update::kAll ||
                    (update == GoldenSettings::Update::kMissing && golden.missing))) {
    return golden.write(response, out);
  }
  if (golden.error.empty() && !golden.missing) return golden.matches(response, out);
  if (out == nullptr) return false;
  if (golden.missing) {
    *out << "got no golden file '" << golden.path.string() << "': " << how_to_write("missing");
  } else {
    *out << "got an error: " << golden.error;
  }
  return false;
}

void MatchesGoldenMatcher::DescribeTo(std::ostream* out) const {
  if (!quiet()) *out << "a body like the golden file " << golden_->name;
}

void MatchesGoldenMatcher::DescribeNegationTo(std::ostream* out) const {
  if (!quiet()) *out << "a body unlike the golden file " << golden_->name;
}

}  // namespace traffic::detail
