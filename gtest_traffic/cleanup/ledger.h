// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "gtest_traffic/cleanup/ledger_journal.h"

namespace traffic::detail {

// Records the resources that journeys have created and not yet deleted, and the requests whose
// outcome is unknown. Thread-safe.
class Ledger {
 public:
  Ledger() = default;
  ~Ledger();  // removes a journal without open entries
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // Writes later entries to a journal in this folder. Another run can read the journal if this
  // process dies. An empty name disables the journal.
  void keep_journal_in(std::string folder);

  // Returns whether entries are written to a journal.
  bool keeps_journal() const { return keeps_journal_.load(std::memory_order_relaxed); }

  // Adds a resource or a request and returns its number. An entry with a number replaces the one
  // with that number. Does not write a URL with a secret to the journal.
  std::uint64_t add(const LedgerEntry& entry);

  // Marks a resource as deleted, or a request as one that created nothing.
  void done(std::uint64_t number);

  // Records why an entry could not be deleted.
  void failed(std::uint64_t number, std::string problem);

  // Removes and returns all open resources, in the order in which they were added. An entry stays
  // in the journal until `done` is called for it.
  std::vector<LedgerEntry> take();

  // Removes and returns all open requests, in the order in which they were added. They stay in the
  // journal.
  std::vector<LedgerEntry> take_requests();

 private:
  std::vector<LedgerEntry> take_if(bool (*wanted)(const LedgerEntry&));
  bool open_journal();
  void write(LedgerEntry& kept);

  std::mutex mutex_;
  std::string folder_;
  std::atomic<bool> keeps_journal_ = false;
  std::unique_ptr<LedgerJournal> journal_;
  std::map<std::uint64_t, LedgerEntry> open_;
  std::set<std::uint64_t> open_in_journal_;  // numbers of the journaled entries that are not done
  std::uint64_t last_ = 0;
};

// Returns the process's ledger.
Ledger& ledger();

}  // namespace traffic::detail
