// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "gtest_traffic/units.h"

namespace traffic::detail::compare {

Progress::Progress(std::string what, std::size_t blocks, Duration block)
    : what_(std::move(what)),
      blocks_(blocks),
      block_(block),
      terminal_(::isatty(STDERR_FILENO) == 1) {
  fmt::print(stderr, "{}: {} blocks of {}, about {}\n", what_, blocks, to_string(block_),
             to_string(block_ * static_cast<Duration::rep>(blocks)));
}

Progress::~Progress() {
  if (terminal_) fmt::print(stderr, "\r\033[K");
}

void Progress::extend(std::size_t blocks) {
  fmt::print(stderr, "{}{}: cannot tell yet; {} more blocks, about {}\n",
             terminal_ ? "\r\033[K" : "", what_, blocks - blocks_,
             to_string(block_ * static_cast<Duration::rep>(blocks - blocks_)));
  blocks_ = blocks;
}

void Progress::done(std::size_t blocks) {
  done_ = blocks;
  block_ = (Clock::now() - begin_) / static_cast<Duration::rep>(blocks);
  show();
}

void Progress::show() {
  if (!terminal_) return;
  const auto left = static_cast<Duration::rep>(blocks_ - done_);
  fmt::print(stderr, "\r\033[K{}: block {} of {}, {} left", what_, done_, blocks_,
             to_string(block_ * left, 2));
  std::fflush(stderr);
}

}  // namespace traffic::detail::compare
