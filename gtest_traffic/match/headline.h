// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/report.h"

namespace traffic::detail {

// Returns the first line of a failure, which every output shows: `Shopper.BuysSomething, step 'POST
// /api/users': expected status 201, got 503`. It contains no seed, address or time of the run.
// Hides secrets.
std::string headline(std::string_view journey, std::string_view step, std::string_view summary);
std::string headline(const DistinctFailure& failure);

// Returns the first line of a failure that GoogleTest reports, without GoogleTest's `Failed`.
std::string headline(std::string_view assertion_message);

// Returns the text of the first of several failures. The headline comes first, then `count`, such
// as `10 times`, and the rest of the example.
std::string first_example(const DistinctFailure& failure, std::string_view count);

}  // namespace traffic::detail
