// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/load_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/report/files/capacity_json.h"
#include "gtest_traffic/report/files/locust_csv.h"
#include "gtest_traffic/report/files/report_files.h"
#include "gtest_traffic/report/files/result_stream.h"
#include "gtest_traffic/report/files/summary.h"
#include "gtest_traffic/report/page/page.h"

namespace traffic::detail {
namespace {

// If a requested file cannot be written, the test with the load fails.
void fail_test(const Error& error) { ADD_FAILURE() << error.message; }

bool by_flag() { return !settings().load.empty(); }

// Moves the files of an earlier run aside before a run sends anything. A search is one run.
class RunOutput : public LoadObserver {
 public:
  void started(const LoadPlan& plan, const Report& head) override {
    if (!plan.is_trial || !std::exchange(searching_, true)) set_aside(head.name);
    if (!plan.is_trial) begin(head);
  }
  void found(const Capacity&) override { searching_ = false; }

 protected:
  virtual void set_aside(const std::string& name) = 0;
  virtual void begin(const Report&) {}
  static void fail_on_error(const std::optional<Error>& error) {
    if (error) fail_test(*error);
  }

 private:
  bool searching_ = false;
};

class FileOutput final : public RunOutput {
 public:
  FileOutput(ReportFolder folder, std::optional<Report> baseline)
      : folder_(std::move(folder)), baseline_(std::move(baseline)) {}

  Detail wanted() const override { return Detail::kHistograms; }

  void set_aside(const std::string& name) override {
    const Expected<ReportFolder> folder = folder_of(name);
    fail_on_error(folder ? set_aside_report_files(*folder) : std::optional(folder.error()));
  }
  void begin(const Report& head) override {
    const Expected<ReportFolder> folder = folder_of(head.name);
    if (!folder) return;  // reported by `set_aside`
    stream_.emplace();
    fail_on_error(stream_->open((folder->path() / "results.jsonl").string(), head));
  }
  void measured(const LoadSecond& second) override {
    if (stream_)
      fail_on_error(stream_->add(second.row, second.late, second.counts.steps, second.failures));
  }
  void finished(const Report& report) override {
    stream_.reset();
    const Expected<ReportFolder> folder = folder_of(report.name);
    if (!folder) return fail_test(folder.error());
    const Report* const baseline = baseline_ ? &*baseline_ : nullptr;
    if (const auto error = write_report_files(*folder, report, baseline)) return fail_test(*error);
    std::fprintf(stderr, "report: %s\n", (folder->path() / "report.html").c_str());
  }
  void found(const Capacity& capacity) override {
    RunOutput::found(capacity);
    const Expected<ReportFolder> folder = folder_of(capacity.name);
    if (!folder) return fail_test(folder.error());
    fail_on_error(folder->write("capacity.json", to_json(capacity)));
  }

 private:
  Expected<ReportFolder> folder_of(const std::string& name) const {
    return by_flag() ? folder_ : prepare_folder(folder_.path() / name);
  }

  ReportFolder folder_;
  std::optional<Report> baseline_;
  std::optional<ResultStream> stream_;
};

class StepSummary final : public LoadObserver {
 public:
  explicit StepSummary(std::string path) : path_(std::move(path)) {}

  void finished(const Report& report) override {
    std::ofstream out(path_, std::ios::app | std::ios::binary);
    out << markdown_summary(report) << std::flush;
    // The user did not request the summary, so an error is only a warning.
    if (!out)
      std::fprintf(stderr, "warning: cannot append the summary to '%s' (GITHUB_STEP_SUMMARY)\n",
                   path_.c_str());
  }

 private:
  std::string path_;
};

class CsvOutput final : public RunOutput {
 public:
  CsvOutput(ReportFolder folder, std::string prefix)
      : folder_(std::move(folder)), prefix_(std::move(prefix)) {}

  void set_aside(const std::string& name) override {
    fail_on_error(folder_.set_aside(locust_csv_names(prefix_of(name))));
  }
  void finished(const Report& report) override {
    fail_on_error(write_locust_csv(folder_, prefix_of(report.name), report));
  }

 private:
  std::string prefix_of(std::string name) const {
    std::replace(name.begin(), name.end(), '/', '_');  // for a test with parameters
    return prefix_ + "_" + (by_flag() ? "" : name + "_");
  }

  ReportFolder folder_;
  std::string prefix_;
};

class PageOutput final : public RunOutput {
 public:
  PageOutput(ReportFolder folder, std::filesystem::path file, std::optional<Report> baseline)
      : folder_(std::move(folder)), file_(std::move(file)), baseline_(std::move(baseline)) {}

  void set_aside(const std::string& name) override {
    fail_on_error(folder_.set_aside({file_of(name)}));
  }
  void finished(const Report& report) override {
    const std::string file = file_of(report.name);
    const Report* const baseline = baseline_ ? &*baseline_ : nullptr;
    if (const auto error = folder_.write(file, report_page(report, baseline)))
      return fail_test(*error);
    std::fprintf(stderr, "report: %s\n", (folder_.path() / file).c_str());
  }

 private:
  std::string file_of(std::string name) const {
    if (by_flag()) return file_.string();
    std::replace(name.begin(), name.end(), '/', '_');  // for a test with parameters
    return file_.stem().string() + "_" + name + file_.extension().string();
  }

  ReportFolder folder_;
  std::filesystem::path file_;
  std::optional<Report> baseline_;
};

// Prepares the folder of a file.
Expected<ReportFolder> folder_for(const std::filesystem::path& file) {
  const auto parent = file.parent_path();
  return prepare_folder(parent.empty() ? "." : parent);
}

}  // namespace

std::unique_ptr<LoadObserver> make_load_files(ReportFolder folder, std::optional<Report> baseline) {
  return std::make_unique<FileOutput>(std::move(folder), std::move(baseline));
}

std::unique_ptr<LoadObserver> make_step_summary(std::string path) {
  return std::make_unique<StepSummary>(std::move(path));
}

Expected<std::unique_ptr<LoadObserver>> make_csv_files(const std::string& prefix) {
  const std::filesystem::path path(prefix);
  Expected<ReportFolder> folder = folder_for(path);
  if (!folder) return folder.error();
  return std::unique_ptr<LoadObserver>(
      std::make_unique<CsvOutput>(std::move(*folder), path.filename().string()));
}

Expected<std::unique_ptr<LoadObserver>> make_page_file(const std::string& file,
                                                       std::optional<Report> baseline) {
  const std::filesystem::path path(file);
  Expected<ReportFolder> folder = folder_for(path);
  if (!folder) return folder.error();
  return std::unique_ptr<LoadObserver>(
      std::make_unique<PageOutput>(std::move(*folder), path.filename(), std::move(baseline)));
}

}  // namespace traffic::detail
