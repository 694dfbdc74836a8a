// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "gtest_traffic/base/clock.h"

namespace traffic::compare {

// Tells on standard error how far a run of blocks is and how long it will take: a line that is
// written over on a terminal, a line at the start elsewhere.
class Progress {
 public:
  Progress(std::string what, std::size_t blocks, Duration block);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void extend(std::size_t blocks);  // to so many in all
  void done(std::size_t blocks);    // so far

 private:
  void show();

  std::string what_;
  std::size_t blocks_, done_ = 0;
  Duration block_;
  Time begin_ = Clock::now();
  bool terminal_;
};

}  // namespace traffic::compare
