// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gtest_traffic/journey/ledger.h"

namespace traffic {

// What came of deleting.
struct CleanUp {
  std::size_t deleted = 0;
  std::vector<LedgerEntry> left;  // with their problems
};

// Deletes entries in reverse order, each by a new user of its class, whose SetUp signs in; calls
// `done` for each that is gone. A second interrupt ends it.
CleanUp delete_entries(std::vector<LedgerEntry> entries,
                       const std::function<void(const LedgerEntry&)>& done);

// Deletes what this process's journeys have left behind.
CleanUp clean_up_left();

// Deletes what runs that died have left behind in a folder's journals; where `target` is not empty,
// only what was made there.
CleanUp clean_up_journals(const std::string& folder, const std::string& target);

// Says what is left and how to delete it; empty when nothing is.
std::string text_of_left(const std::vector<LedgerEntry>& left);

}  // namespace traffic
