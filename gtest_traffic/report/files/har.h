// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/exchange.h"
#include "gtest_traffic/timestamp.h"

namespace traffic::detail {

inline constexpr std::size_t kMaxHarBody = 64 * 1024;
inline constexpr std::size_t kMaxHarEntries = 1000;

// Collects exchanges as an HTTP Archive 1.2, which browsers and other tools can open. Hides secrets
// by name and by value. Cuts each body at kMaxHarBody bytes and records only the size of binary
// bodies. Counts the requests beyond kMaxHarEntries without storing them. Not thread-safe.
class Har {
 public:
  // Adds one exchange. `started` is the time at which its request was sent.
  void add(const Exchange& exchange, WallTime started);

  bool empty() const { return count_ == 0; }
  void clear();

  // Returns the whole document, with the entries in the order in which they were sent.
  std::string text() const;

 private:
  struct Entry {
    Time sent;
    std::string json;
  };
  std::vector<Entry> entries_;
  std::size_t count_ = 0;
};

}  // namespace traffic::detail
