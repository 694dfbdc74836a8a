// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/timestamp.h"

namespace traffic::detail {

// The result of one test in a JUnit file.
struct JUnitCase {
  enum class Result : std::uint8_t { kPassed, kFailed, kSkipped, kError };
  struct Failure {
    std::string text;  // as GoogleTest reports it
    std::string file = {};
    int line = 0;
  };
  std::string suite;
  std::string name;
  std::string file;
  int line = 0;
  WallTime started;
  Duration took{0};
  Result result = Result::kPassed;
  std::vector<Failure> failures;      // or the reason for a skipped test or an error
  std::vector<std::string> attempts;  // failures of the attempts before the last one
  std::vector<std::pair<std::string, std::string>> properties;
};

// A JUnit file for Jenkins and Surefire that is complete after each call. The running test is
// recorded as an error, so that no result is lost after a crash or a kill. Hides secrets. Not
// thread-safe.
class JUnitFile {
 public:
  // Creates the file, and its folder if it is missing. `name` is the name of the program.
  static Expected<JUnitFile> create(const std::string& path, std::string_view name,
                                    WallTime started);
  JUnitFile(JUnitFile&& other) noexcept;
  JUnitFile& operator=(JUnitFile&&) = delete;
  ~JUnitFile();

  void begin(const JUnitCase& test);  // records the test as an error
  void end(const JUnitCase& test);    // replaces that record with the result

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
  std::size_t end_ = 0;  // the offset after the finished cases
};

}  // namespace traffic::detail
