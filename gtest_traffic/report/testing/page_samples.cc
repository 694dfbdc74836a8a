// SPDX-License-Identifier: Apache-2.0
// page_samples FOLDER: writes a report.html of each kind into the folder, for ci/browser.
#include <cstdio>

#include "gtest_traffic/report/files/folder.h"
#include "gtest_traffic/report/page/page.h"
#include "gtest_traffic/report/testing/pages.h"
#include "gtest_traffic/report/testing/samples.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto folder = traffic::detail::prepare_folder(argv[1]);
  if (!folder) return 2;
  const traffic::Report large = traffic::detail::large_report(),
                        failed = traffic::detail::failed_report();
  const bool broken =
      folder->write("large.html", traffic::detail::report_page(large, &large)) ||
      folder->write("failed.html", traffic::detail::report_page(failed)) ||
      folder->write("passed.html",
                    traffic::detail::report_page(traffic::detail::passed_report())) ||
      folder->write("hostile.html",
                    traffic::detail::report_page(traffic::detail::hostile_report())) ||
      folder->write("empty.html", traffic::detail::report_page({}));
  return broken ? 1 : 0;
}
