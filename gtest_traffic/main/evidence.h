// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/journey/request_listener.h"

namespace traffic {

// Writes a JUnit file as tests end; `program` names its suite.
std::optional<Error> write_junit(testing::TestEventListeners& listeners, const std::string& path,
                                 std::string_view program);

// Writes the requests of tests as HAR files, as the settings say; returns what must hear of each
// request. The file is named to CTest, which attaches it to its own report.
RequestListener* write_har(testing::TestEventListeners& listeners);

// Names tests that passed only when tried again: as they end, and all of them at the end.
void tell_flaky_tests(testing::TestEventListeners& listeners);

}  // namespace traffic
