// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "gtest_traffic/journey/request_listener.h"

namespace traffic::detail {

// Replaces the text of GoogleTest on standard output by JSON log lines.
void log_tests_as_json(testing::TestEventListeners& listeners);

// Logs each request as a JSON line.
RequestListener* json_request_log();

}  // namespace traffic::detail
