// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <vector>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/journey/har_path.h"
#include "gtest_traffic/output/evidence.h"
#include "gtest_traffic/report/files/folder.h"
#include "gtest_traffic/report/files/har.h"

namespace traffic::detail {
namespace {

// Keeps the requests of the current test. Its users may run on several threads.
class HarRecorder final : public RequestListener {
 public:
  void request_ended(std::string_view, const Exchange& exchange, bool) override {
    std::vector<const Exchange*> all;  // latest first
    for (const Exchange* each = &exchange; each != nullptr; each = each->previous) {
      all.push_back(each);
    }
    const Time now = Clock::now();
    const WallTime wall = std::chrono::system_clock::now();
    const std::lock_guard lock(mutex_);
    for (auto each = all.rbegin(); each != all.rend(); ++each) {
      har_.add(**each, wall - (now - (*each)->sent));
    }
  }
  void clear() { har_.clear(); }
  const Har& har() const { return har_; }

 private:
  std::mutex mutex_;
  Har har_;
};

class HarListener final : public testing::EmptyTestEventListener {
 public:
  explicit HarListener(HarRecorder& recorder) : recorder_(&recorder) {}

  void OnTestStart(const testing::TestInfo& test) override {
    recorder_->clear();
    const std::filesystem::path path = path_of(test);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return;
    const auto folder = prepare_folder(path.parent_path());
    const auto failed = folder ? folder->set_aside({path.filename().string()})
                               : std::optional<Error>(folder.error());
    if (failed) std::fprintf(stderr, "%s\n", failed->message.c_str());
  }

  void OnTestEnd(const testing::TestInfo& test) override {
    const bool wanted = settings().har == HarTests::kAll || test.result()->Failed();
    if (!wanted || recorder_->har().empty()) return;
    const std::filesystem::path path = path_of(test);
    const auto folder = prepare_folder(path.parent_path());
    const auto failed = folder ? folder->write(path.filename().string(), recorder_->har().text())
                               : std::optional<Error>(folder.error());
    if (failed) {
      std::fprintf(stderr, "%s\n", failed->message.c_str());
      return;
    }
    if (std::getenv("DASHBOARD_TEST_FROM_CTEST") == nullptr) return;
    // CTest removes this line from the output, and adds the file to its own report.
    std::error_code error;
    std::printf("<CTestMeasurementFile type=\"file\" name=\"har\">%s</CTestMeasurementFile>\n",
                std::filesystem::absolute(path, error).c_str());
    std::fflush(stdout);
  }

 private:
  static std::filesystem::path path_of(const testing::TestInfo& test) {
    return har_path(std::string(test.test_suite_name()) + "." + test.name());
  }

  HarRecorder* recorder_;
};

}  // namespace

RequestListener* write_har(testing::TestEventListeners& listeners) {
  static HarRecorder recorder;
  listeners.Append(new HarListener(recorder));
  return &recorder;
}

}  // namespace traffic::detail
