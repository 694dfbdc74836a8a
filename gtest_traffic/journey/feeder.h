// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/data/rows.h"
#include "gtest_traffic/data/turns.h"

namespace traffic {

// Ends an iteration for which a feeder that gives everything once has nothing left: under load the
// iteration is skipped and no new ones start; elsewhere, and in SetUp, it is a failed check.
struct FeederEmpty {
  std::string what = {};
};

struct FeederState;

// Gives journeys data whenever they ask for it, one item at a time and to all users in common. In
// turn and from the beginning again, unless told otherwise:
//   const Feeder accounts = Feeder(rows_from("accounts.csv")).shuffled().once();
// A user that asks in SetUp keeps its row for life. What is wrong with the rows is told when the
// program starts. Made before the tests run; then thread-safe, without a lock. Copies share the
// turns.
class Feeder {
 public:
  explicit Feeder(Rows rows);

  // Gives the rows in a random order, another one each round; --traffic_seed changes it.
  Feeder shuffled() &&;
  // Gives any row at each call, also one that was given before.
  Feeder random() &&;
  // Gives each row once; then see FeederEmpty.
  Feeder once() &&;
  // Gives only this process's part of the rows: of `count` processes with the same rows and seed no
  // two give the same row. `index` counts from 0.
  Feeder of_shard(std::uint64_t index, std::uint64_t count) &&;

  Row next() const;

 private:
  Rows rows_;
  std::shared_ptr<FeederState> state_;
};

// Gives whole numbers as a Feeder gives rows: `const Numbers ids = Numbers(1000, 9999).once();`.
class Numbers {
 public:
  Numbers(std::int64_t first, std::int64_t last);  // both included

  Numbers shuffled() &&;
  Numbers random() &&;
  Numbers once() &&;
  Numbers of_shard(std::uint64_t index, std::uint64_t count) &&;

  std::int64_t next() const;

 private:
  std::int64_t first_;
  std::shared_ptr<FeederState> state_;
};

// Returns what is wrong with the feeders made so far.
std::vector<Error> feeder_mistakes();

}  // namespace traffic
