// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/base/error.h"

namespace traffic {

// Reads a whole file; the error names it: `data/users.csv: no such file or directory`.
Expected<std::string> read_text_file(const std::string& path);

}  // namespace traffic
