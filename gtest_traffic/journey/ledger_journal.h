// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"

namespace traffic {

// A thing that a journey made, and how it is deleted.
struct LedgerEntry {
  std::uint64_t number = 0;  // in its journal
  std::string user;          // the User class whose SetUp signs in for it
  std::string journey;       // full name, for messages
  std::string target;        // base URL of the run
  std::string url;           // to send DELETE to
  std::string problem = {};  // why it is still there
  bool journalled = false;
};

// A file in which one process notes what its journeys make and delete, one JSON object a line,
// written at once. Its process holds a lock on it for life, so that others know when it has died.
class LedgerJournal {
 public:
  // Makes a new one in a folder, which is made too.
  static Expected<LedgerJournal> create(const std::string& folder);

  // Opens those in a folder whose process is gone, and locks them.
  static std::vector<LedgerJournal> left_in(const std::string& folder);

  LedgerJournal(LedgerJournal&& other) noexcept;
  LedgerJournal& operator=(LedgerJournal&&) = delete;
  ~LedgerJournal();

  void append(const LedgerEntry& entry);
  void append_done(std::uint64_t number);

  // Returns what was entered and not done, in order; a line that was cut short is passed over.
  std::vector<LedgerEntry> open_entries() const;

  void remove();  // the file

 private:
  LedgerJournal(std::string path, int file) : path_(std::move(path)), file_(file) {}
  void append_line(std::string line);

  std::string path_;
  int file_ = -1;
};

}  // namespace traffic
