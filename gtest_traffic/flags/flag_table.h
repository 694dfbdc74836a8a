// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/error.h"

namespace traffic::detail {

// Describes one `--traffic_NAME=FORM`.
struct Flag {
  enum class Kind {
    kValue,
    kSecret,  // a value that is never printed
    kLoad,    // a value that requires load
    kAction,  // has no value and no variable
  };
  // Parses a value into the settings. The error quotes the value, unless it is a secret.
  using Setter = std::optional<Error> (*)(Settings& settings, std::string_view value);

  std::string_view name;
  std::string_view form;  // `RATE`; empty for an action
  std::string_view meaning;
  Kind kind = Kind::kValue;
  Setter set = nullptr;  // null for actions

  std::string full_name() const;  // `--traffic_base_url`
  std::string variable() const;   // `TRAFFIC_BASE_URL`
};

// Returns every flag, in the order of the help text.
std::span<const Flag> flag_table();

// Returns the flag with this name (without `--traffic_`), or null.
const Flag* find_flag(std::string_view name);

}  // namespace traffic::detail
