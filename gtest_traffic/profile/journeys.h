// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/profile/profile_file.h"

namespace traffic::detail {

// Registers the journeys of a profile. Each becomes a test and can take part in a load, like any
// other journey. A failed check is reported at its line of the file. Call it only before
// RUN_ALL_TESTS.
void register_journeys(const std::shared_ptr<ProfileFile>& file);

// Replaces the names of secrets in a profile with their values. Returns an error for each secret
// without a value.
std::vector<Error> bind_secrets(ProfileFile& file);

}  // namespace traffic::detail
