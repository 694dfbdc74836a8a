// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic {

// Thrown out of a journey's body to end its iteration; why has been noted already. Not a
// std::exception, so that a body which handles those does not stop it.
struct IterationEnded {};

}  // namespace traffic
