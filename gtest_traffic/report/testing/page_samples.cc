// SPDX-License-Identifier: Apache-2.0
// page_samples FOLDER: writes a report.html of each kind into the folder, for ci/browser.
#include <cstdio>

#include "gtest_traffic/report/files/folder.h"
#include "gtest_traffic/report/page/page.h"
#include "gtest_traffic/report/testing/pages.h"
#include "gtest_traffic/report/testing/samples.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto folder = traffic::prepare_folder(argv[1]);
  if (!folder) return 2;
  const traffic::Report large = traffic::large_report(), failed = traffic::failed_report();
  const bool broken =
      folder->write("large.html", traffic::report_page(large, &large)) ||
      folder->write("failed.html", traffic::report_page(failed)) ||
      folder->write("passed.html", traffic::report_page(traffic::passed_report())) ||
      folder->write("hostile.html", traffic::report_page(traffic::hostile_report())) ||
      folder->write("empty.html", traffic::report_page({}));
  return broken ? 1 : 0;
}
