// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/attach_outputs.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/output/load_files.h"
#include "gtest_traffic/output/load_output.h"
#include "gtest_traffic/output/test_log.h"
#include "gtest_traffic/report/files/report_files.h"

namespace traffic::detail {
namespace {

// Reads the report with which the pages compare the load, and attaches the page of --traffic_html.
std::optional<Report> attach_pages(std::vector<Error>& errors) {
  std::optional<Report> baseline;
  if (!settings().baseline.empty()) {
    Expected<Report> read = read_report(settings().baseline);
    if (read) {
      baseline = std::move(*read);
    } else {
      errors.push_back({"flag --traffic_baseline: " + read.error().message});
    }
    if (settings().report_dir.empty() && settings().html.empty()) {
      errors.push_back(
          {"flag --traffic_baseline requires --traffic_report_dir=FOLDER, the folder of "
           "report.html, or --traffic_html=FILE"});
    }
  }
  if (settings().html.empty()) return baseline;
  Expected<std::unique_ptr<LoadObserver>> page = make_page_file(settings().html, baseline);
  if (page) {
    add_load_observer(std::move(*page));
  } else {
    errors.push_back(page.error());
  }
  return baseline;
}

}  // namespace

void attach_outputs(std::vector<Error>& errors) {
  if (settings().log == LogFormat::kJson) {
    log_tests_as_json(testing::UnitTest::GetInstance()->listeners());
    if (settings().log_level == LogLevel::kDebug) add_request_listener(json_request_log());
  }
  add_load_observer(settings().statistics == StatisticsFormat::kLocust
                        ? make_locust_output()
                        : make_load_output(settings().log));
  if (!settings().csv.empty()) {
    Expected<std::unique_ptr<LoadObserver>> csv = make_csv_files(settings().csv);
    if (csv) {
      add_load_observer(std::move(*csv));
    } else {
      errors.push_back(csv.error());
    }
  }
  if (const char* const path = std::getenv("GITHUB_STEP_SUMMARY"); path != nullptr && *path != 0) {
    add_load_observer(make_step_summary(path));
  }
  const std::optional<Report> baseline = attach_pages(errors);
  if (settings().report_dir.empty()) return;
  const Expected<ReportFolder> folder = prepare_folder(settings().report_dir);
  if (folder) {
    add_load_observer(make_load_files(*folder, baseline));
  } else {
    errors.push_back(folder.error());
  }
}

}  // namespace traffic::detail
