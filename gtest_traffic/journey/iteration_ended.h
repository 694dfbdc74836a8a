// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic::detail {

// Thrown out of a journey's body to end its iteration, after the reason has been recorded. It does
// not derive from std::exception, so that a handler for those does not catch it.
struct IterationEnded {};

}  // namespace traffic::detail
