// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/cleanup/ledger.h"

#include <cstdio>
#include <utility>

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {

Ledger::~Ledger() {
  if (journal_ != nullptr && open_in_journal_.empty()) journal_->remove();
}

void Ledger::keep_journal_in(std::string folder) {
  const std::lock_guard lock(mutex_);
  folder_ = std::move(folder);
  keeps_journal_ = !folder_.empty();
}

std::uint64_t Ledger::add(const LedgerEntry& entry) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t number = entry.number != 0 ? entry.number : ++last_;
  const auto [at, is_new] = open_.try_emplace(number, entry);
  LedgerEntry& kept = at->second;
  if (!is_new) {
    const bool written = kept.journaled && kept.step == entry.step && kept.url == entry.url;
    kept = entry;
    kept.journaled = written;
    if (written) return number;
  }
  kept.number = number;
  write(kept);
  return number;
}

void Ledger::write(LedgerEntry& kept) {
  if (folder_.empty() || redactor().redact(kept.url) != kept.url || !open_journal()) return;
  journal_->append(kept);
  open_in_journal_.insert(kept.number);
  kept.journaled = true;
}

bool Ledger::open_journal() {
  if (journal_ != nullptr) return true;
  Expected<LedgerJournal> made = LedgerJournal::create(folder_);
  if (!made) {
    std::fprintf(stderr, "warning: cannot keep a journal of created resources: %s\n",
                 made.error().message.c_str());
    folder_.clear();
    keeps_journal_ = false;
    return false;
  }
  journal_ = std::make_unique<LedgerJournal>(std::move(*made));
  return true;
}

void Ledger::done(std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  open_.erase(number);
  if (open_in_journal_.erase(number) > 0) journal_->append_done(number);
}

void Ledger::failed(std::uint64_t number, std::string problem) {
  const std::lock_guard lock(mutex_);
  const auto entry = open_.find(number);
  if (entry != open_.end()) entry->second.problem = std::move(problem);
}

std::vector<LedgerEntry> Ledger::take() {
  return take_if([](const LedgerEntry& entry) { return entry.step.empty(); });
}

std::vector<LedgerEntry> Ledger::take_requests() {
  return take_if([](const LedgerEntry& entry) { return !entry.step.empty(); });
}

std::vector<LedgerEntry> Ledger::take_if(bool (*wanted)(const LedgerEntry&)) {
  const std::lock_guard lock(mutex_);
  std::vector<LedgerEntry> entries;
  for (auto& [number, entry] : open_) {
    if (wanted(entry)) entries.push_back(std::move(entry));
  }
  for (const LedgerEntry& entry : entries) open_.erase(entry.number);
  return entries;
}

Ledger& ledger() {
  static Ledger instance;
  return instance;
}

}  // namespace traffic::detail
