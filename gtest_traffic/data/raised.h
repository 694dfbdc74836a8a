// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic::detail {

// Adds one to a counter until the end of a block.
class Raised {
 public:
  explicit Raised(int& counter, bool raise = true) : counter_(counter), by_(raise ? 1 : 0) {
    counter_ += by_;
  }
  ~Raised() { counter_ -= by_; }
  Raised(const Raised&) = delete;
  Raised& operator=(const Raised&) = delete;

 private:
  int& counter_;
  int by_;
};

}  // namespace traffic::detail
