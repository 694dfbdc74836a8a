// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/request_listener.h"

namespace traffic {

RequestListener*& request_listener() {
  static RequestListener* instance = nullptr;
  return instance;
}

}  // namespace traffic
