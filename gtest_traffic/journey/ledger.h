// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "gtest_traffic/journey/ledger_journal.h"

namespace traffic {

// Knows what journeys made and nobody has deleted yet. Thread-safe.
class Ledger {
 public:
  Ledger() = default;
  ~Ledger();  // a journal with nothing left in it goes
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // Keeps a journal in this folder from the next entry on, for another run to read should this one
  // die; an empty name keeps none.
  void keep_journal_in(std::string folder);

  // Enters a thing and returns its number. One whose URL holds a secret is not journalled.
  std::uint64_t add(const LedgerEntry& entry);

  // Strikes an entry out: it is deleted.
  void done(std::uint64_t number);

  // Notes why an entry could not be deleted.
  void failed(std::uint64_t number, std::string problem);

  // Gives away all that is not done, in order; it is done with `done`, or stays in the journal.
  std::vector<LedgerEntry> take();

 private:
  std::mutex mutex_;
  std::string folder_;
  std::unique_ptr<LedgerJournal> journal_;
  std::map<std::uint64_t, LedgerEntry> open_;
  std::set<std::uint64_t> journalled_;  // and not done
  std::uint64_t last_ = 0;
};

// Returns the process's ledger.
Ledger& ledger();

}  // namespace traffic
