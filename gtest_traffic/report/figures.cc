// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace {

std::uint64_t rounded(double value) {
  return static_cast<std::uint64_t>(std::llround(std::clamp(value, 0.0, 9e18)));
}

}  // namespace

std::string milliseconds(Duration duration) {
  const double ms = ms_of(duration);
  if (ms < 0.9995) return fmt::format("{:.3f}", ms);
  if (ms < 9.995) return fmt::format("{:.2f}", ms);
  if (ms < 99.95) return fmt::format("{:.1f}", ms);
  return group_digits(rounded(ms));
}

std::string compact(Duration duration) {
  auto text = to_string(duration);
  std::erase(text, ' ');
  return text;
}

std::string compact(Percent percent) {
  const double shown = percent.fraction() < 1 ? std::min(percent.percent(), 99.9) : 100.0;
  return fmt::format("{:.1f}%", shown);
}

std::string per_second_text(double count) {
  if (count < 999.95) return fmt::format("{:.1f}", count);
  return group_digits(rounded(count));
}

std::string bytes_text(double bytes) {
  static constexpr std::array kUnits = {"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  while (bytes >= 999.5 && unit + 1 < kUnits.size()) {
    bytes /= 1000;
    ++unit;
  }
  return fmt::format("{:.{}f} {}", bytes, unit == 0 || bytes >= 99.95 ? 0 : 1, kUnits[unit]);
}

std::string time_left(Duration duration) {
  const auto seconds =
      std::max<std::int64_t>(0, std::chrono::round<std::chrono::seconds>(duration).count());
  if (seconds >= 3600) return fmt::format("{}h {:02}m", seconds / 3600, seconds / 60 % 60);
  if (seconds >= 60) return fmt::format("{}m {:02}s", seconds / 60, seconds % 60);
  return fmt::format("{}s", seconds);
}

std::string addresses_text(const GeneratorHealth& health) {
  constexpr std::size_t kShown = 5;
  std::string text;
  std::size_t shown = 0;
  for (const auto& [address, count] : health.addresses) {
    if (shown++ == kShown) {
      return text + fmt::format(" and {} more", health.addresses.size() - kShown);
    }
    text += fmt::format("{}{} to {}", text.empty() ? "" : ", ", group_digits(count), address);
  }
  return text;
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", group_digits(count), noun, count == 1 ? "" : "s");
}

std::string endpoint_text(std::uint64_t requests, std::uint64_t errors, Duration average) {
  const auto good = requests - std::min(errors, requests);
  const auto share = Percent::of_fraction(
      requests == 0 ? 1.0 : static_cast<double>(good) / static_cast<double>(requests));
  return fmt::format("{} req ({} success, {} avg)", group_digits(requests), compact(share),
                     compact(average));
}

}  // namespace traffic::detail
