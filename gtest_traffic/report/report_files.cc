// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/report_files.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "gtest_traffic/report/hgrm.h"
#include "gtest_traffic/report/locust_csv.h"
#include "gtest_traffic/report/page.h"
#include "gtest_traffic/report/report_json.h"
#include "gtest_traffic/report/summary.h"

namespace traffic {

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

Expected<Report> read_report(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto file = std::filesystem::is_directory(path, ignored) ? path / "report.json" : path;
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) {
    return Error{fmt::format("'{}' cannot be read; expected a report.json", file.string())};
  }
  Expected<Report> report = report_from_json(text);
  if (!report) return Error{fmt::format("{}: {}", file.string(), report.error().message)};
  return report;
}

}  // namespace traffic
