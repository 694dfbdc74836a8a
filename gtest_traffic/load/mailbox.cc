// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/mailbox.h"

namespace traffic::detail {

void Mailbox::fold_into(Report& report) {
  take();
  report.started += all_.started;
  report.offered += static_cast<double>(all_.started);
  report.total.requests += all_.requests;
  report.total.errors += all_.errors;
  report.total.bytes_received += all_.bytes_received;
  report.total.response_time.merge(all_.response_time);
  for (const StepRow& step : read_.counts.steps) {
    if (step.requests() == 0) continue;
    StepStatistics row;
    row.requests = step.requests();
    row.errors = step.errors();
    row.attempts = step.measured.attempts + step.outside.attempts;
    row.redirects = step.measured.redirects + step.outside.redirects;
    row.is_block = step.is_block;
    report.steps[*step.name].merge(row);
    if (step.is_block) continue;
    report.total.attempts += row.attempts;
    report.total.redirects += row.redirects;
  }
}

}  // namespace traffic::detail
