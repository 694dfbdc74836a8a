// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/random.h"

namespace traffic {

// Generates realistic data that depends only on its seed and the previous calls. Names and cities
// can contain UTF-8 letters outside ASCII. Throws std::invalid_argument if bounds are invalid or in
// the wrong order. Not thread-safe: each virtual user has its own object.
class Fake {
 public:
  explicit Fake(std::uint64_t seed = 0) : random_(seed) {}

  std::string first_name();
  std::string last_name();
  std::string name();     // `Ada Lovelace`
  std::string email();    // ASCII, unique in practice, under example.com (RFC 2606)
  std::string phone();    // `+1-212-555-0142`: fictitious numbers 555-0100 to 555-0199
  std::string company();  // `Lovelace Robotics`
  std::string street();   // `12 Maple Street`
  std::string city();
  std::string country();   // ISO 3166-1 alpha-2
  std::string postcode();  // five digits
  std::string word();
  std::string sentence();  // 5 to 12 words
  std::string uuid();      // version 4 layout (RFC 9562)
  // Returns a date from `first` to `last`, both included, in ISO 8601: `2026-03-14`. Both must be
  // valid dates. Accepts std::chrono::sys_days too: `fake.date(today, today +
  // std::chrono::days(30))`.
  std::string date(std::chrono::year_month_day first, std::chrono::year_month_day last);
  double amount(double low, double high);                    // money: two decimals, within ±1e12
  std::int64_t number(std::int64_t low, std::int64_t high);  // bounds included
  bool chance(double probability);                           // 0 never, 1 always

  // Returns one element of `from`. `from` must not be empty and must outlive the result.
  template <class T>
  const T& pick(std::span<const T> from) {
    return from[static_cast<std::size_t>(number(0, static_cast<std::int64_t>(from.size()) - 1))];
  }

  // Returns one of the listed values: `fake.pick({"visa", "amex"})`.
  template <class T>
  T pick(std::initializer_list<T> from) {
    return pick(std::span<const T>(from.begin(), from.size()));
  }

  Random& random() { return random_; }

 private:
  Random random_;
};

}  // namespace traffic
