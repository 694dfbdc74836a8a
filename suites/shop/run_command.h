// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "suites/run_command.h"

namespace shop {

using suites::Outcome;

// Runs the shop's suite, see suites::run.
inline Outcome run(std::vector<std::string> arguments, std::vector<std::string> variables = {},
                   const std::vector<std::string>& interrupt_at = {}) {
  return suites::run(SHOP_SUITE, std::move(arguments), std::move(variables), interrupt_at);
}

}  // namespace shop
