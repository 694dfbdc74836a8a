// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/har_path.h"

#include <algorithm>

#include "gtest_traffic/config/settings.h"

namespace traffic::detail {

std::string har_path(std::string_view test) {
  if (settings().har == HarTests::kNone) return {};
  std::string name(test);
  std::replace(name.begin(), name.end(), '/', '.');  // in the name of a parameterized test
  return settings().report_dir + "/har/" + name + ".har";
}

}  // namespace traffic::detail
