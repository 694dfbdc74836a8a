// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gtest_traffic/exchange.h"

namespace traffic::detail {

// Returns a multi-line curl command that repeats the request of the exchange, quoted for a POSIX
// shell. Secrets become variables: `-H "X-API-Key: $API_KEY"`. A body that is binary or over 32 KiB
// is left out, and a comment states this.
std::string to_curl(const Exchange& exchange);

// Sets the TLS options and file names in later curl commands for https, so that curl connects as
// this process does. Not thread-safe: call it before the first test.
void set_curl_tls_options(std::vector<std::string> options);

}  // namespace traffic::detail
