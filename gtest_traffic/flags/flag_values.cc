// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/flags/flag_values.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <string>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/stage.h"
#include "gtest_traffic/units.h"

namespace traffic::detail::flag_values {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kMaxWorkers = 256;
constexpr std::uint64_t kMaxRetries = 10;

// Parses a whole number within bounds, both inclusive; `0x` starts a hexadecimal number.
Expected<std::uint64_t> parse_whole(std::string_view text, std::uint64_t low, std::uint64_t high) {
  const std::string_view trimmed = trim(text);
  const bool is_hex = trimmed.starts_with("0x") || trimmed.starts_with("0X");
  const std::string_view digits = trimmed.substr(is_hex ? 2 : 0);
  std::uint64_t number = 0;
  const char* const last = digits.data() + digits.size();
  const auto [end, code] = std::from_chars(digits.data(), last, number, is_hex ? 16 : 10);
  if (code == std::errc() && end == last && number >= low && number <= high) return number;
  return Error{fmt::format("expected a whole number from {} to {}, got '{}'", low, high, text)};
}

template <class T, class Number>
Result store_whole(T& to, std::string_view value, Number low, Number high) {
  const auto number = parse_whole(value, low, high);
  if (!number) return number.error();
  to = static_cast<typename T::value_type>(*number);
  return {};
}

Result store_rate(std::optional<Rate>& to, std::string_view value) {
  const auto rate = parse_rate(value);
  if (!rate) return rate.error();
  if (rate->per_second() <= 0 || rate->per_second() > kMaxRate) {
    return Error{
        fmt::format("expected a rate above 0 and at most 10 million per second, got '{}'", value)};
  }
  to = *rate;
  return {};
}

Result store_secret(std::string& to, std::string_view value) {
  if (has_control(value)) {
    return Error{
        "the value contains a line break or another control character, which is not allowed in a "
        "header; remove it"};
  }
  to = value;
  return {};
}

}  // namespace

Result env(Settings& settings, std::string_view value) {
  settings.environment = value;
  return {};
}

Result load(Settings& settings, std::string_view value) {
  settings.load = trim(value);
  return {};
}

Result profile(Settings& settings, std::string_view value) {
  settings.profile = trim(value);
  return {};
}

Result rate(Settings& settings, std::string_view value) { return store_rate(settings.rate, value); }

Result rps(Settings& settings, std::string_view value) { return store_rate(settings.rps, value); }

Result spawn_rate(Settings& settings, std::string_view value) {
  return store_rate(settings.spawn_rate, value);
}

Result users(Settings& settings, std::string_view value) {
  const auto count = parse_whole(value, 1, static_cast<std::uint64_t>(kMaxUsers));
  if (!count) return count.error();
  settings.users = static_cast<double>(*count);
  return {};
}

Result warm_up(Settings& settings, std::string_view value) {
  const auto lasts = parse_duration(value);
  if (!lasts) return lasts.error();
  settings.warm_up = *lasts;
  return {};
}

Result iterations(Settings& settings, std::string_view value) {
  const auto count = parse_whole(value, 1, std::numeric_limits<std::int64_t>::max());
  if (!count) return count.error();
  settings.iterations = *count;
  return {};
}

Result max_rate(Settings& settings, std::string_view value) {
  return store_rate(settings.max_rate, value);
}

Result duration(Settings& settings, std::string_view value) {
  const auto lasts = parse_duration(value);
  if (!lasts) return lasts.error();
  if (*lasts != Duration(0) && (*lasts < kMinDuration || *lasts > kMaxDuration)) {
    return Error{fmt::format(
        "expected a duration from 1ms to 720h (30 days), or 0 to run until interrupted, got '{}'",
        value)};
  }
  settings.duration = *lasts;
  return {};
}

Result think(Settings& settings, std::string_view value) {
  const auto dots = value.find("..");
  const auto low = parse_duration(value.substr(0, dots));
  if (!low) return low.error();
  const auto high = dots == std::string_view::npos ? low : parse_duration(value.substr(dots + 2));
  if (!high) return high.error();
  if (*low > *high || *high > 1h) {
    return Error{fmt::format(
        "invalid range '{}': expected LOW..HIGH, at most 1h, such as 0.1s..0.5s", value)};
  }
  settings.think = ThinkTime{*low, *high};
  return {};
}

Result journeys(Settings& settings, std::string_view value) {
  settings.journeys = value;
  return {};
}

Result seed(Settings& settings, std::string_view value) {
  return store_whole(settings.seed, value, std::uint64_t{0}, ~std::uint64_t{0});
}

Result workers(Settings& settings, std::string_view value) {
  return store_whole(settings.workers, value, std::uint64_t{1}, kMaxWorkers);
}

Result spin(Settings& settings, std::string_view value) {
  const auto lasts = parse_duration(value);
  if (!lasts) return lasts.error();
  if (*lasts < 0s || *lasts > 1ms) {
    return Error{fmt::format("expected a time from 0 to 1ms, such as 60us, got '{}'", value)};
  }
  settings.spin = *lasts;
  return {};
}

Result retries(Settings& settings, std::string_view value) {
  return store_whole(settings.retries, value, std::uint64_t{0}, kMaxRetries);
}

Result token(Settings& settings, std::string_view value) {
  return store_secret(settings.token, value);
}

Result api_key(Settings& settings, std::string_view value) {
  return store_secret(settings.api_key, value);
}

Result ledger(Settings& settings, std::string_view value) {
  settings.ledger = value;
  return {};
}

Result test_retries(Settings& settings, std::string_view value) {
  const auto count = parse_whole(value, 0, kMaxRetries);
  if (!count) return count.error();
  settings.test_retries = static_cast<unsigned>(*count);
  return {};
}

Result grace(Settings& settings, std::string_view value) {
  const auto lasts = parse_duration(value);
  if (!lasts) return lasts.error();
  if (*lasts < 0s || *lasts > 24h) {
    return Error{fmt::format("expected a time from 0 to 24h, got '{}'", value)};
  }
  settings.grace = *lasts;
  return {};
}

Result test_timeout(Settings& settings, std::string_view value) {
  const auto lasts = parse_duration(value);
  if (!lasts) return lasts.error();
  if (*lasts < 0s || *lasts > 24h) {
    return Error{fmt::format("expected a time from 0 (no limit) to 24h, got '{}'", value)};
  }
  settings.test_timeout = *lasts;
  return {};
}

}  // namespace traffic::detail::flag_values
