// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/load/observer.h"

namespace traffic::detail {

// Shows loads on standard output: live and as a final table, or as JSON log lines.
std::unique_ptr<LoadObserver> make_load_output(LogFormat format);

// Shows loads on standard output as Locust does: a table every two seconds and at the end.
std::unique_ptr<LoadObserver> make_locust_output();

// Returns the line that announces a load, with a line end.
std::string first_line(const LoadPlan& plan);

}  // namespace traffic::detail
