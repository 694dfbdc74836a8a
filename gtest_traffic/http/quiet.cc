// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/quiet.h"

namespace traffic::detail {

// Not defined in the header: a program that hides its symbols would then have a second flag besides
// that of a shared library.
constinit thread_local bool is_quiet = false;

}  // namespace traffic::detail
