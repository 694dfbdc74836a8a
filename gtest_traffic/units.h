// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/error.h"

namespace traffic {

// Holds a number of events per second, zero or more.
class Rate {
 public:
  constexpr Rate() = default;
  constexpr double per_second() const { return per_second_; }
  constexpr auto operator<=>(const Rate&) const = default;  // NOLINT(*-nullptr): the 0 of <=>

 private:
  friend constexpr Rate per_second(double count);
  constexpr explicit Rate(double per_second) : per_second_(per_second) {}
  double per_second_ = 0;
};

constexpr Rate per_second(double count) { return Rate(count); }
constexpr Rate per_minute(double count) { return per_second(count / 60); }

// Holds a percentage as a fraction: 1 % is stored as 0.01.
class Percent {
 public:
  constexpr Percent() = default;
  static constexpr Percent of_fraction(double fraction) { return Percent(fraction); }
  constexpr double fraction() const { return fraction_; }
  constexpr double percent() const { return fraction_ * 100; }
  constexpr auto operator<=>(const Percent&) const = default;  // NOLINT(*-nullptr): the 0 of <=>

 private:
  constexpr explicit Percent(double fraction) : fraction_(fraction) {}
  double fraction_ = 0;
};

constexpr Percent operator""_percent(long double value) {
  return Percent::of_fraction(static_cast<double>(value) / 100);
}
constexpr Percent operator""_percent(unsigned long long value) {
  return Percent::of_fraction(static_cast<double>(value) / 100);
}

// Parses `250ms`, `1.5s`, `2m`, `1h`, `100us` or `50ns`. A number without a unit means seconds.
// Returns an error for negative and non-finite values, and for more than 292 years.
Expected<Duration> parse_duration(std::string_view text);

// Parses `50/s`, `120/m` or `3600/h`. A number without a unit means events per second. Returns an
// error for negative and non-finite values.
Expected<Rate> parse_rate(std::string_view text);

// Parses `0.1%`. A number without `%` is a fraction, such as 0.001. Returns an error for values
// outside 0 to 100 %.
Expected<Percent> parse_percent(std::string_view text);

// Returns the value with its unit, rounded to at most `digits` significant digits. Digits before
// the decimal point are always kept.
std::string to_string(Duration duration, int digits = 3);  // `250 ms`, `1.5 s`, `12.3 µs`
std::string to_string(Rate rate, int digits = 3);          // `49.8/s`
std::string to_string(Percent percent, int digits = 3);    // `0.1 %`

namespace detail {
using traffic::to_string;  // other overloads there would hide these
}

}  // namespace traffic
