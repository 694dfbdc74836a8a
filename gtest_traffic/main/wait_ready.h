// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gtest_traffic/config/client_settings.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/http/url.h"

namespace traffic::detail {

// Sends GET requests to a target, about four per second, until it is ready: until it responds with
// a status of 2xx for the path, or, without a path, with any status except 502, 503 and 504.
// Returns why the target is not ready after the time, or that a signal ended the wait. Blocks the
// calling thread.
std::optional<Error> wait_until_ready(const ReadyWait& wait, const BaseUrl& target,
                                      ClientSettings settings);

}  // namespace traffic::detail
