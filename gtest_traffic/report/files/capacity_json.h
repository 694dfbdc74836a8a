// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/capacity.h"

namespace traffic::detail {

// Returns a capacity as one JSON object with a line end: the result, the gates and every step of
// the search. Rates are per second and times are in milliseconds. Every number is finite.
std::string to_json(const Capacity& capacity);

}  // namespace traffic::detail
