// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/cleanup/ledger.h"

#include <cstdio>
#include <utility>

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {

Ledger::~Ledger() {
  if (journal_ != nullptr && journaled_.empty()) journal_->remove();
}

void Ledger::keep_journal_in(std::string folder) {
  const std::lock_guard lock(mutex_);
  folder_ = std::move(folder);
}

std::uint64_t Ledger::add(const LedgerEntry& entry) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t number = ++last_;
  LedgerEntry& kept = open_.emplace(number, entry).first->second;
  kept.number = number;
  if (folder_.empty() || redactor().redact(entry.url) != entry.url) return number;
  if (journal_ == nullptr) {
    Expected<LedgerJournal> made = LedgerJournal::create(folder_);
    if (!made) {
      std::fprintf(stderr, "warning: cannot keep a journal of created resources: %s\n",
                   made.error().message.c_str());
      folder_.clear();
      return number;
    }
    journal_ = std::make_unique<LedgerJournal>(std::move(*made));
  }
  journal_->append(kept);
  journaled_.insert(number);
  kept.journalled = true;
  return number;
}

void Ledger::done(std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  open_.erase(number);
  if (journaled_.erase(number) > 0) journal_->append_done(number);
}

void Ledger::failed(std::uint64_t number, std::string problem) {
  const std::lock_guard lock(mutex_);
  const auto entry = open_.find(number);
  if (entry != open_.end()) entry->second.problem = std::move(problem);
}

std::vector<LedgerEntry> Ledger::take() {
  const std::lock_guard lock(mutex_);
  std::vector<LedgerEntry> entries;
  for (auto& [number, entry] : std::exchange(open_, {})) entries.push_back(std::move(entry));
  return entries;
}

Ledger& ledger() {
  static Ledger instance;
  return instance;
}

}  // namespace traffic::detail
