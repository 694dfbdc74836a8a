// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/load/observer.h"

namespace traffic::detail {

// Shows loads on standard output: live and as a final table, or as JSON log lines.
std::unique_ptr<LoadObserver> make_load_output(LogFormat format);

}  // namespace traffic::detail
