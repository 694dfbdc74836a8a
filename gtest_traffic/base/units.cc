// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "gtest_traffic/base/text.h"

namespace traffic {
using namespace detail;
namespace {

struct Quantity {
  double value = 0;
  std::string_view unit;
};

// Splits `1.5 s` into its number and its unit. The error message uses `kind` and `example`.
Expected<Quantity> parse_quantity(std::string_view text, std::string_view kind,
                                  std::string_view example) {
  const std::string_view trimmed = trim(text);
  Quantity result;
  const char* const last = trimmed.data() + trimmed.size();
  const auto [end, code] = std::from_chars(trimmed.data(), last, result.value);
  if (code != std::errc()) {
    return Error{fmt::format("'{}' is not a {}: expected a number and a unit, such as {}", text,
                             kind, example)};
  }
  if (std::signbit(result.value) || !std::isfinite(result.value)) {
    return Error{fmt::format("'{}' is not a {}: expected a finite number of at least 0, such as {}",
                             text, kind, example)};
  }
  result.unit = trim(std::string_view(end, static_cast<std::size_t>(last - end)));
  return result;
}

// Returns the value rounded to `digits` significant digits, without an exponent or trailing zeros.
std::string rounded_text(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return fmt::format("{}", value == 0 ? 0.0 : value);
  const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
  const int decimals = std::clamp(digits - 1 - magnitude, 0, 15);
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (decimals > 0) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

}  // namespace

Expected<Duration> parse_duration(std::string_view text) {
  const auto quantity = parse_quantity(text, "duration", "250ms, 1.5s or 2m");
  if (!quantity) return quantity.error();
  const std::string_view unit = quantity->unit;
  double nanoseconds = 0;
  if (unit.empty() || unit == "s") {
    nanoseconds = 1e9;
  } else if (unit == "ms") {
    nanoseconds = 1e6;
  } else if (unit == "us" || unit == "\u00b5s" || unit == "\u03bcs") {
    nanoseconds = 1e3;
  } else if (unit == "ns") {
    nanoseconds = 1;
  } else if (unit == "m" || unit == "min") {
    nanoseconds = 60e9;
  } else if (unit == "h") {
    nanoseconds = 3600e9;
  } else {
    return Error{fmt::format("'{}' is not a duration: unknown unit '{}'; use ns, us, ms, s, m or h",
                             text, unit)};
  }
  const double count = std::round(quantity->value * nanoseconds);
  if (count >= 0x1p63)
    return Error{fmt::format("'{}' is not a duration: the maximum is 292 years", text)};
  return Duration(static_cast<Duration::rep>(count));
}

Expected<Rate> parse_rate(std::string_view text) {
  const auto quantity = parse_quantity(text, "rate", "50/s, 120/m or 3600/h");
  if (!quantity) return quantity.error();
  const std::string_view unit = quantity->unit;
  if (unit.empty() || unit == "/s") return per_second(quantity->value);
  if (unit == "/m" || unit == "/min") return per_minute(quantity->value);
  if (unit == "/h") return per_second(quantity->value / 3600);
  return Error{fmt::format("'{}' is not a rate: unknown unit '{}'; use /s, /m or /h", text, unit)};
}

Expected<Percent> parse_percent(std::string_view text) {
  const auto quantity = parse_quantity(text, "percentage", "0.1%");
  if (!quantity) return quantity.error();
  const double value = quantity->value;
  if (quantity->unit == "%") {
    if (value <= 100) return Percent::of_fraction(value / 100);
    return Error{fmt::format("'{}' is not a percentage: expected 0% to 100%", text)};
  }
  if (!quantity->unit.empty()) {
    return Error{
        fmt::format("'{}' is not a percentage: unknown unit '{}'; use %", text, quantity->unit)};
  }
  if (value <= 1) return Percent::of_fraction(value);
  return Error{
      fmt::format("'{}' is not a percentage: expected 0% to 100%, or a fraction from 0 to 1{}",
                  text, value <= 100 ? fmt::format("; did you mean {}%?", value) : "")};
}

std::string to_string(Duration duration, int digits) {
  struct Unit {
    std::string_view name;
    double nanoseconds;
    double end;  // values from here on use the next unit
  };
  static constexpr Unit kUnits[] = {
      {"ns", 1, 1000}, {"µs", 1e3, 1000}, {"ms", 1e6, 1000}, {"s", 1e9, 60}, {"min", 60e9, 60}};
  if (duration == Duration::zero()) return "0 s";
  const double count = static_cast<double>(duration.count());
  for (const Unit& unit : kUnits) {
    const double value = count / unit.nanoseconds;
    // 999.6 ns is printed as `1 µs`. 59.96 s is printed as `60 s`, which is closer than
    // `0.999 min`.
    const double half = unit.end == 1000 ? 0.5 * std::pow(10, 3 - digits) : 0;
    if (std::abs(value) < unit.end - half) {
      return fmt::format("{} {}", rounded_text(value, digits), unit.name);
    }
  }
  return fmt::format("{} h", rounded_text(count / 3600e9, digits));
}

std::string to_string(Rate rate, int digits) {
  return rounded_text(rate.per_second(), digits) + "/s";
}

std::string to_string(Percent percent, int digits) {
  return rounded_text(percent.percent(), digits) + " %";
}

}  // namespace traffic
