// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/google_test_version.h"

namespace traffic::detail {

template <>
bool library_was_built_with_this_google_test<ThisGoogleTest>() {
  return true;
}

}  // namespace traffic::detail
