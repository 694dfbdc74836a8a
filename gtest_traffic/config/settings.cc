// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/config/settings.h"

namespace traffic::detail {

Settings& settings() {
  static Settings instance;
  return instance;
}

}  // namespace traffic::detail
