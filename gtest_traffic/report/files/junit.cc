// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/junit.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/match/headline.h"
#include "gtest_traffic/report/files/xml_text.h"

namespace traffic::detail {
namespace {

constexpr std::string_view kTail = "</testsuite>\n</testsuites>\n";

std::string xml(std::string_view text) {
  std::string out;
  append_xml_text(out, redactor().redact(text));
  return out;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

// Formats a failure. GoogleTest's message does not contain the place.
std::string element(std::string_view name, const JUnitCase::Failure& failure) {
  std::string_view text = failure.text;
  const std::string line = headline(text);
  constexpr std::string_view kFailed = "Failed\n";
  if (text.starts_with(kFailed)) text.remove_prefix(kFailed.size());
  const std::string place =
      failure.file.empty() ? "" : fmt::format("{}:{}\n", failure.file, failure.line);
  return fmt::format("<{} message=\"{}\" type=\"\">{}{}</{}>\n", name, xml(line), xml(place),
                     xml(text), name);
}

// Formats an attempt that does not count for the result, in Surefire's format.
std::string attempt(std::string_view name, std::string_view text) {
  return fmt::format("<{} message=\"{}\" type=\"\"><stackTrace>{}</stackTrace></{}>\n", name,
                     xml(first_line(text)), xml(text), name);
}

std::string properties_of(const JUnitCase& test) {
  if (test.properties.empty()) return {};
  std::string out = "<properties>\n";
  for (const auto& [name, value] : test.properties) {
    out += fmt::format("<property name=\"{}\" value=\"{}\"/>\n", xml(name), xml(value));
  }
  return out + "</properties>\n";
}

std::string to_xml(const JUnitCase& test) {
  using Result = JUnitCase::Result;
  std::string out = fmt::format(
      "<testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\" time=\"{:.3f}\" "
      "timestamp=\"{}\">\n",
      xml(test.suite), xml(test.name), xml(test.file), test.line, seconds_of(test.took),
      rfc3339(test.started));
  out += properties_of(test);
  const JUnitCase::Failure reason =
      test.failures.empty() ? JUnitCase::Failure() : test.failures.front();
  if (test.result == Result::kSkipped) {
    out += fmt::format("<skipped message=\"{}\"/>\n", xml(reason.text));
  } else if (test.result == Result::kError) {
    out += element("error", reason);
  } else {
    for (const JUnitCase::Failure& failure : test.failures) out += element("failure", failure);
  }
  const bool passed = test.result == Result::kPassed;
  for (const std::string& one : test.attempts) {
    out += attempt(passed ? "flakyFailure" : "rerunFailure", one);
  }
  return out + "</testcase>\n";
}

void write_at(int descriptor, std::size_t at, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;  // a full disk must not fail the tests
    bytes.remove_prefix(static_cast<std::size_t>(count));
    at += static_cast<std::size_t>(count);
  }
}

}  // namespace

Expected<JUnitFile> JUnitFile::create(const std::string& path, std::string_view name,
                                      WallTime started) {
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    return Error{fmt::format("--traffic_junit: '{}' cannot be written: {}", path,
                             std::generic_category().message(errno))};
  }
  return JUnitFile(descriptor, name, started);
}

JUnitFile::JUnitFile(int descriptor, std::string_view name, WallTime started)
    : descriptor_(descriptor), name_(name), started_(started) {
  const std::string text = head({});
  end_ = text.size();
  write_at(descriptor_, 0, text + std::string(kTail));
}

JUnitFile::JUnitFile(JUnitFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      name_(std::move(other.name_)),
      started_(other.started_),
      counts_(other.counts_),
      end_(other.end_) {}

JUnitFile::~JUnitFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void JUnitFile::Counts::add(const JUnitCase& test) {
  ++tests;
  failures += test.result == JUnitCase::Result::kFailed;
  errors += test.result == JUnitCase::Result::kError;
  skipped += test.result == JUnitCase::Result::kSkipped;
  took += test.took;
}

// Returns a head of constant length, so that it can be overwritten in place.
std::string JUnitFile::head(const Counts& counts) const {
  const std::string figures = fmt::format(
      R"(tests="{:06}" failures="{:06}" errors="{:06}" skipped="{:06}" time="{:013.3f}")",
      counts.tests, counts.failures, counts.errors, counts.skipped, seconds_of(counts.took));
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {} name=\"AllTests\">\n"
      "<testsuite name=\"{}\" {} timestamp=\"{}\">\n",
      figures, xml(name_), figures, rfc3339(started_));
}

void JUnitFile::put(const JUnitCase& test, const Counts& counts) {
  // Write the tail together with the case, so that the file is complete at any time.
  const std::string text = to_xml(test);
  write_at(descriptor_, end_, text + std::string(kTail));
  if (::ftruncate(descriptor_, static_cast<off_t>(end_ + text.size() + kTail.size())) != 0) return;
  write_at(descriptor_, 0, head(counts));
}

void JUnitFile::begin(const JUnitCase& test) {
  JUnitCase running = test;
  running.result = JUnitCase::Result::kError;
  running.failures = {{"the program ended before the test: it crashed or was killed"}};
  Counts counts = counts_;
  counts.add(running);
  put(running, counts);
}

void JUnitFile::end(const JUnitCase& test) {
  counts_.add(test);
  put(test, counts_);
  end_ += to_xml(test).size();
}

}  // namespace traffic::detail
