// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/base/error.h"
#include "gtest_traffic/base/timestamp.h"

namespace traffic {

// How one test ended, for a JUnit file.
struct JUnitCase {
  enum class Result : std::uint8_t { kPassed, kFailed, kSkipped, kError };
  std::string suite;
  std::string name;
  std::string file;
  int line = 0;
  WallTime started;
  Duration took{0};
  Result result = Result::kPassed;
  std::vector<std::string> failures;  // whole texts; the reason where it was skipped or an error
  std::vector<std::string> attempts;  // failures of the attempts before the last one
  std::vector<std::pair<std::string, std::string>> properties;
};

// A JUnit file as Jenkins and Surefire read it, complete after each call: the test that runs stands
// in it as an error, so that a crash or a kill loses nothing. Secrets are hidden. Not thread-safe.
class JUnitFile {
 public:
  // Creates the file, and its folder where it is missing; `name` is the program's.
  static Expected<JUnitFile> create(const std::string& path, std::string_view name,
                                    WallTime started);
  JUnitFile(JUnitFile&& other) noexcept;
  JUnitFile& operator=(JUnitFile&&) = delete;
  ~JUnitFile();

  void begin(const JUnitCase& test);  // writes it as an error
  void end(const JUnitCase& test);    // writes it as it is, in the place of the one begun

 private:
  struct Counts {
    unsigned tests = 0, failures = 0, errors = 0, skipped = 0;
    Duration took{0};
    void add(const JUnitCase& test);
  };
  JUnitFile(int descriptor, std::string_view name, WallTime started);
  std::string head(const Counts& counts) const;
  void put(const JUnitCase& test, const Counts& counts);

  int descriptor_;
  std::string name_;
  WallTime started_;
  Counts counts_;
  std::size_t end_ = 0;  // of the cases that have ended
};

}  // namespace traffic
