// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/golden.h"

#include <fmt/format.h>

#include <cstdio>
#include <limits>
#include <map>
#include <mutex>
#include <ostream>
#include <utility>

#include "gtest_traffic/config/golden_settings.h"
#include "gtest_traffic/http/charset.h"
#include "gtest_traffic/http/excerpt.h"
#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/http/json_parser.h"
#include "gtest_traffic/http/redaction.h"
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
  mutable std::optional<Error> write_error;

  Golden(std::string_view its_name, GoldenMask its_mask, std::filesystem::path its_path);
  std::string rendered(const Response& response) const;
  bool updates() const;
  bool matches(const Response& response) const;
  void explain(const Response& response, Mismatch& mismatch) const;
  bool write(const Response& response) const;
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
        "cannot find the source file of the test: set the folder of the golden files with "
        "--traffic_golden_dir";
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
  json = parse_json(text, wrong);
  if (wrong)
    error = fmt::format("golden file '{}' is not JSON ({})", path.string(), wrong.message());
}

// Returns the golden file's content for this response.
std::string MatchesGoldenMatcher::Golden::rendered(const Response& response) const {
  std::string room;
  if (!is_json) return redactor().redact(readable_body(response.exchange(), room));
  return pretty(golden_json(*response.json(), mask.paths),
                std::numeric_limits<std::size_t>::max()) +
         '\n';
}

bool MatchesGoldenMatcher::Golden::matches(const Response& response) const {
  return is_json ? same_json(json, golden_json(*response.json(), mask.paths))
                 : rendered(response) == text;
}

void MatchesGoldenMatcher::Golden::explain(const Response& response, Mismatch& mismatch) const {
  if (matches(response)) return;
  if (is_json) {
    mismatch.details = diff(json, golden_json(*response.json(), mask.paths));
    if (mismatch.details.empty()) {
      mismatch.actual = "a difference";
    } else {
      mismatch.actual = "a difference at " + mismatch.details.front();
      mismatch.details.erase(mismatch.details.begin());
    }
  } else {
    mismatch.actual = "a difference in " + text_difference(text, rendered(response));
  }
  mismatch.details.push_back(
      fmt::format("{}: --traffic_update_golden=all accepts the new body", path.string()));
}

bool MatchesGoldenMatcher::Golden::write(const Response& response) const {
  std::call_once(written, [&] {
    write_error = write_golden(path, rendered(response));
    if (!write_error) std::fprintf(stderr, "golden file written: %s\n", path.c_str());
  });
  return !write_error;
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

// Tells whether the settings request that the file is written.
bool MatchesGoldenMatcher::Golden::updates() const {
  const auto update = golden_settings().update;
  return !path.empty() && !check_golden_name(name) &&
         (update == GoldenSettings::Update::kAll ||
          (update == GoldenSettings::Update::kMissing && missing));
}

bool MatchesGoldenMatcher::matches(const Response& response) const {
  const Golden& golden = *golden_;
  if (golden.is_json && response.json() == nullptr) return false;
  if (golden.updates()) return golden.write(response);
  return golden.error.empty() && !golden.missing && golden.matches(response);
}

void MatchesGoldenMatcher::describe(std::ostream& out, bool negated) const {
  out << (negated ? "a body that differs from the golden file " : "a body like the golden file ")
      << golden_->name;
}

void MatchesGoldenMatcher::explain(const Response& response, Mismatch& mismatch) const {
  const Golden& golden = *golden_;
  if (golden.is_json && response.json() == nullptr) {
    mismatch.actual = not_json_text(response);
  } else if (golden.updates()) {
    if (golden.write_error) mismatch.actual = "an error: " + golden.write_error->message;
  } else if (!golden.error.empty()) {
    mismatch.actual = "an error: " + golden.error;
  } else if (golden.missing) {
    mismatch.actual = "no golden file";
    mismatch.details.push_back(
        fmt::format("{}: --traffic_update_golden=missing writes it", golden.path.string()));
  } else {
    golden.explain(response, mismatch);
  }
}

}  // namespace traffic::detail
