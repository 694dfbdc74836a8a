// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/profile/profile_file.h"

namespace traffic {

// Registers the journeys of a profile as any other: each is a test, and may take part in a load.
// The file's checks fail at its lines. Before RUN_ALL_TESTS only.
void register_journeys(const std::shared_ptr<ProfileFile>& file);

// Puts the secrets that a profile names into it; returns those that nobody gave.
std::vector<Error> bind_secrets(ProfileFile& file);

}  // namespace traffic
