// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/histogram.h>

#include <cstddef>
#include <thread>
#include <vector>

#include "fixtures/freeze.h"
#include "gtest_traffic/histogram.h"
#include "gtest_traffic/plan/plan.h"

namespace traffic {

// One arrival of a load. Times count from the start of the run.
struct IdealArrival {
  Duration due{0};
  Duration answered{0};  // on a machine that never stalls
};

// Returns the arrivals of an open load. The users serve them in turn.
std::vector<IdealArrival> arrivals_of(const detail::LoadPlan& plan, std::size_t users,
                                      const fixtures::Freeze& freeze);

// Measures by how much this machine lengthens response times, without the generator. Two threads
// only poll, and exchange one byte for each request. One thread sends a byte when an arrival is due
// and a user is free. The other thread answers when the target would answer.
class BareLoad {
 public:
  // Starts at once.
  BareLoad(std::vector<IdealArrival> arrivals, std::size_t users, const fixtures::Freeze& freeze);
  ~BareLoad();
  BareLoad(const BareLoad&) = delete;
  BareLoad& operator=(const BareLoad&) = delete;

  Histogram finish();  // returns the response times, when the last arrival is answered

 private:
  void send();
  void answer();

  std::vector<IdealArrival> arrivals_;
  std::size_t users_;
  fixtures::Freeze freeze_;
  int ends_[2];
  Time start_;
  Histogram response_time_;
  std::jthread sender_, target_;
};

}  // namespace traffic
