// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gtest_traffic/http/exchange.h"

namespace traffic {

// Returns a curl command of several lines that sends the exchange's request again, quoted for a
// POSIX shell. Secrets stand as variables: `-H "X-API-Key: $API_KEY"`. A body that a command line
// cannot carry (binary, or over 32 KiB) is left out, and a comment says so.
std::string to_curl(const Exchange& exchange);

// Says with which options and file names curl talks TLS as this process does: commands for https
// have them from now on. Not locked: before the first test.
void set_curl_tls_options(std::vector<std::string> options);

}  // namespace traffic
