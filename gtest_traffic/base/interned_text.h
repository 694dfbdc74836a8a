// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace traffic::detail {

// Returns a copy of a text that lives until the process ends; equal texts return the same object.
// Serves names that other threads read at any time. Thread-safe.
const std::string& interned_text(std::string_view text);

}  // namespace traffic::detail
