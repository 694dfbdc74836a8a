// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/suite.h"

#include <utility>

namespace traffic {
using namespace detail;
namespace {
Suite& instance() {
  static auto* const suite = new Suite;
  return *suite;
}
}  // namespace

bool declare_suite(Suite suite) {
  instance() = std::move(suite);
  return true;
}

const Suite& detail::declared_suite() { return instance(); }

}  // namespace traffic
