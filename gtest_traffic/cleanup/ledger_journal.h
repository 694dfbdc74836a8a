// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// A resource that a journey created, with the information to delete it. Or a request that may have
// created one, while it has no response.
struct LedgerEntry {
  std::uint64_t number = 0;  // number in its journal
  std::string user;          // the User class whose SetUp signs in for the deletion
  std::string journey;       // full name, for messages
  std::string target;        // base URL of the run
  std::string url;           // URL for the DELETE request; empty for a request
  std::string step = {};     // `POST /orders`, for a request; otherwise empty
  std::string problem = {};  // why it still exists
  bool journaled = false;    // a journal contains it
};

// A file in which one process records the resources that its journeys create and delete. Each line
// is one JSON object, which is written immediately. The process holds a lock on the file until it
// ends, so that other processes can detect its death.
class LedgerJournal {
 public:
  // Creates a journal in a folder, and creates the folder if necessary.
  static Expected<LedgerJournal> create(const std::string& folder);

  // Opens and locks the journals in a folder whose processes have died.
  static std::vector<LedgerJournal> open_abandoned(const std::string& folder);

  LedgerJournal(LedgerJournal&& other) noexcept;
  LedgerJournal& operator=(LedgerJournal&&) = delete;
  ~LedgerJournal();

  // Writes an entry. It replaces the earlier entry with its number.
  void append(const LedgerEntry& entry);
  void append_done(std::uint64_t number);

  // Returns the entries that are not done, in order. Ignores a truncated line.
  std::vector<LedgerEntry> open_entries() const;

  void remove();  // deletes the file

 private:
  LedgerJournal(std::string path, int file) : path_(std::move(path)), file_(file) {}
  void append_line(std::string line);

  std::string path_;
  int file_ = -1;
};

}  // namespace traffic::detail
