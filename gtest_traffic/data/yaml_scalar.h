// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

namespace traffic::detail {

using YamlScalar =
    std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string_view>;

// Returns the value of a plain scalar by the core schema of YAML 1.2. `.inf` and `.nan` stay texts.
// A text refers to the argument.
YamlScalar yaml_scalar(std::string_view text);

// Tells whether a plain scalar is null.
bool is_yaml_null(std::string_view text);

}  // namespace traffic::detail
