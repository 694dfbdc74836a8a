// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/json_pointer.h"

namespace traffic::detail {

std::string pointer_token(std::string_view name) {
  std::string token;
  for (const char c : name) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

}  // namespace traffic::detail
