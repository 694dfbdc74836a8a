// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "gtest_traffic/clock.h"

namespace traffic::detail::compare {

// Prints the progress of a run of blocks and the remaining time to standard error. On a terminal,
// it updates one line; otherwise it prints one line at the start.
class Progress {
 public:
  Progress(std::string what, std::size_t blocks, Duration block);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void extend(std::size_t blocks);  // new total
  void done(std::size_t blocks);    // number so far

 private:
  void show();

  std::string what_;
  std::size_t blocks_, done_ = 0;
  Duration block_;
  Time begin_ = Clock::now();
  bool terminal_;
};

}  // namespace traffic::detail::compare
