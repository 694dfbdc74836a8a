// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/cleanup/ledger.h"
#include "gtest_traffic/report.h"

namespace traffic::detail {

// The result of a deletion.
struct CleanUp {
  std::size_t deleted = 0;
  std::vector<LedgerEntry> remaining;     // with their problems
  std::vector<LedgerEntry> unknown;       // requests whose outcome is unknown
  Report::Unmeasured::Requests requests;  // of the users that deleted, with their SetUp
};

// Deletes entries in reverse order and calls `done` for each deleted one. Each user class gets a
// new user, whose SetUp signs in. A second interrupt ends the deletion.
CleanUp delete_entries(std::vector<LedgerEntry> entries,
                       const std::function<void(const LedgerEntry&)>& done);

// Deletes the remaining resources of the journeys of this process.
CleanUp clean_up_remaining();

// Deletes the remaining resources of dead runs, according to the journals in a folder.
// Then calls `tell`, and removes the requests whose outcome is unknown from the journals. If
// `target` is not empty, does this only for resources and requests of that target.
CleanUp clean_up_journals(const std::string& folder, const std::string& target,
                          const std::function<void(const CleanUp&)>& tell);

// Returns a message about the remaining resources and how to delete them; empty if there are none.
std::string text_of_remaining(const std::vector<LedgerEntry>& remaining);

// Returns a message in one line about the requests whose outcome is unknown; empty if there are
// none. `whose` follows the number of requests: ` of earlier runs`.
std::string text_of_unknown(const std::vector<LedgerEntry>& unknown, std::string_view whose = "");

}  // namespace traffic::detail
