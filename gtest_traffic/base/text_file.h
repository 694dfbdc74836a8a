// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// Reads a whole file. The error contains the path: `users.csv: No such file or directory`.
Expected<std::string> read_text_file(const std::filesystem::path& path);

}  // namespace traffic::detail
