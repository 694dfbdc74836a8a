// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/error.h"
#include "gtest_traffic/journey/request_listener.h"

namespace traffic::detail {

// Writes a JUnit file at the start and at the end of each test. The file name of the path `program`
// is the name of the suite in that file.
std::optional<Error> write_junit(testing::TestEventListeners& listeners, const std::string& path,
                                 std::string_view program);

// Writes the requests of tests as HAR files, according to the settings. Returns the listener to
// register for requests. Prints the name of each file for CTest, which attaches the file to its own
// report.
RequestListener* write_har(testing::TestEventListeners& listeners);

// Reports tests that passed only after a retry: each one when it ends, and all of them at the end.
void report_flaky_tests(testing::TestEventListeners& listeners);

}  // namespace traffic::detail
