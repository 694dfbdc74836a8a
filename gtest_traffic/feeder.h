// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/data/turns.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/rows.h"

namespace traffic {

// Ends an iteration because a feeder has no unused items left. Under load, skips the iteration and
// starts no new ones. In a test or in SetUp, it is a failed check.
struct FeederEmpty {
  std::string what = {};
};

namespace detail {
struct FeederState;
}

// Supplies journeys with data, one item per call. All users share the items. By default, a feeder
// supplies the rows in order, and restarts after the last one:
//   const Feeder accounts = Feeder(rows_from("accounts.csv")).shuffled().once();
// A row taken in SetUp belongs to the user for its lifetime. Invalid rows are reported at the start
// of the program. Construct feeders before the tests run; they are then thread-safe without a lock.
// Copies share their position.
class Feeder {
 public:
  explicit Feeder(Rows rows);

  // Supplies the rows in random order, with a new order in each round. The order depends on
  // --traffic_seed.
  Feeder shuffled() &&;
  // Supplies a random row at each call; rows can repeat.
  Feeder random() &&;
  // Supplies each row once, then ends the iteration with FeederEmpty.
  Feeder once() &&;
  // Supplies only this process's share of the rows. No two of `count` processes with the same rows
  // and seed supply the same row. `index` counts from 0.
  Feeder of_shard(std::uint64_t index, std::uint64_t count) &&;

  Row next() const;

 private:
  Rows rows_;
  std::shared_ptr<detail::FeederState> state_;
};

// Supplies whole numbers like a Feeder supplies rows: `const Numbers ids = Numbers(1000,
// 9999).once();`.
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
  std::shared_ptr<detail::FeederState> state_;
};

namespace detail {

// Returns the mistakes of all feeders constructed so far.
std::vector<Error> feeder_mistakes();

}  // namespace detail
}  // namespace traffic
