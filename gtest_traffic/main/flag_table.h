// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/journey/settings.h"

namespace traffic {

// Describes one `--traffic_NAME=FORM`.
struct Flag {
  enum class Kind {
    kValue,
    kSecret,   // a value that is never printed
    kLoad,     // a value that means nothing unless load is started
    kAction,   // takes no value, has no variable
    kPlanned,  // known, not built yet
  };
  // Parses a value into the settings; the error quotes the value, except a secret's.
  using Setter = std::optional<Error> (*)(Settings& settings, std::string_view value);

  std::string_view name;
  std::string_view form;  // `RATE`; empty for an action
  std::string_view meaning;
  Kind kind = Kind::kValue;
  Setter set = nullptr;  // null for actions and planned flags

  std::string spelling() const;  // `--traffic_base_url`
  std::string variable() const;  // `TRAFFIC_BASE_URL`
};

// Returns every flag, in the order they are explained.
std::span<const Flag> flag_table();

// Returns the flag of that name (without `--traffic_`), or null.
const Flag* find_flag(std::string_view name);

}  // namespace traffic
