// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/quiet.h"

namespace traffic::detail {

// Not in the header: a program that hides its own symbols would have a second one beside that of a
// shared library.
constinit thread_local bool is_quiet = false;

}  // namespace traffic::detail
