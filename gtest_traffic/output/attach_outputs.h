// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// Attaches the outputs of the tests and loads of this process, as the settings request them. Adds
// to `errors` each file that cannot be written or read.
void attach_outputs(std::vector<Error>& errors);

}  // namespace traffic::detail
