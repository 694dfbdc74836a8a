// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/report_files.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/report/files/hgrm.h"
#include "gtest_traffic/report/files/locust_csv.h"
#include "gtest_traffic/report/files/report_json.h"
#include "gtest_traffic/report/files/summary.h"
#include "gtest_traffic/report/page/page.h"

namespace traffic::detail {

std::optional<Error> write_report_files(const ReportFolder& folder, const Report& report,
                                        const Report* baseline) {
  if (auto error = folder.write("report.json", to_json(report))) return error;
  if (auto error = folder.write("report.html", report_page(report, baseline))) return error;
  if (auto error = folder.write("summary.md", markdown_summary(report))) return error;
  if (auto error = folder.write("response_time.hgrm", hgrm(report.total.response_time))) {
    return error;
  }
  if (auto error = folder.write("service_time.hgrm", hgrm(report.total.service_time))) {
    return error;
  }
  return write_locust_csv(folder, "", report);
}

std::optional<Error> set_aside_report_files(const ReportFolder& folder) {
  // The file with the verdict is moved first. Even if the process ends here, the folder does not
  // show the verdict of an earlier run.
  std::vector<std::string> names = {"report.json",      "capacity.json", "results.jsonl",
                                    "report.html",      "summary.md",    "response_time.hgrm",
                                    "service_time.hgrm"};
  for (std::string& name : locust_csv_names("")) names.push_back(std::move(name));
  return folder.set_aside(names);
}

Expected<Report> read_report(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto file = std::filesystem::is_directory(path, ignored) ? path / "report.json" : path;
  const auto text = read_text_file(file);
  if (!text) return Error{fmt::format("{}; expected a report.json", text.error().message)};
  Expected<Report> report = report_from_json(*text);
  if (!report) return Error{fmt::format("{}: {}", file.string(), report.error().message)};
  return report;
}

}  // namespace traffic::detail
