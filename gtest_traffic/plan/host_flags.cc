// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/host_flags.h"

#include <gtest/gtest.h>

namespace traffic::detail {

std::optional<Error> refuse_host_flags() {
  if (GTEST_FLAG_GET(throw_on_failure)) {
    return Error{
        "--gtest_throw_on_failure would end the load at its first failed check; leave it out"};
  }
  if (GTEST_FLAG_GET(break_on_failure)) {
    return Error{
        "--gtest_break_on_failure would end the load at its first failed check; leave it out"};
  }
  return std::nullopt;
}

}  // namespace traffic::detail
