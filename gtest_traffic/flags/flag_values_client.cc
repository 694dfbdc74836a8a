// SPDX-License-Identifier: Apache-2.0
// The values of the flags about connections, limits and proxies.
#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/flags/flag_values.h"
#include "gtest_traffic/units.h"

namespace traffic::detail::flag_values {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kMaxBody = std::uint64_t{16} << 30;
constexpr Duration kMaxTimeout = 1h;

Result store_timeout(Duration& to, std::string_view value) {
  const auto timeout = parse_duration(value);
  if (!timeout) return timeout.error();
  if (*timeout <= 0s || *timeout > kMaxTimeout) {
    return Error{fmt::format("expected a time above 0 and at most 1h, got '{}'", value)};
  }
  to = *timeout;
  return {};
}

// Parses a size in whole KiB, MiB or GiB.
Expected<std::uint64_t> parse_size(std::string_view text) {
  constexpr std::pair<std::string_view, unsigned> kUnits[] = {
      {"KiB", 10}, {"MiB", 20}, {"GiB", 30}};
  for (const auto& [unit, bits] : kUnits) {
    if (!text.ends_with(unit)) continue;
    const std::uint64_t most = kMaxBody >> bits;
    const auto count = parse_number<std::uint64_t>(text.substr(0, text.size() - unit.size()));
    if (count && *count >= 1 && *count <= most) return *count << bits;
  }
  return Error{fmt::format("expected a size from 1KiB to 16GiB, such as 256MiB, got '{}'", text)};
}

}  // namespace

Result connect_timeout(Settings& settings, std::string_view value) {
  return store_timeout(settings.connect_timeout, value);
}

Result read_timeout(Settings& settings, std::string_view value) {
  return store_timeout(settings.read_timeout, value);
}

Result total_timeout(Settings& settings, std::string_view value) {
  return store_timeout(settings.total_timeout, value);
}

Result max_head(Settings& settings, std::string_view value) {
  const auto size = parse_size(value);
  if (!size) return size.error();
  settings.max_head = *size;
  return {};
}

Result max_body(Settings& settings, std::string_view value) {
  const auto size = parse_size(value);
  if (!size) return size.error();
  settings.max_body = *size;
  return {};
}

Result max_idle(Settings& settings, std::string_view value) {
  return store_timeout(settings.max_idle, value);
}

Result proxy(Settings& settings, std::string_view value) {
  if (equals_ignoring_case(trim(value), "none")) {
    settings.proxies = {};
    return {};
  }
  const auto parsed = parse_proxy(value);
  if (!parsed) return parsed.error();
  settings.proxies = proxy_for_all(*parsed);
  return {};
}

Result allow_target(Settings& settings, std::string_view value) {
  std::vector<std::string> hosts;
  for (const std::string_view part : split(value, ',')) {
    const std::string_view host = trim(part);
    if (host.empty() || host.find_first_of("/@ ") != std::string_view::npos) {
      return Error{"expected host names or addresses without scheme and path, separated by commas"};
    }
    hosts.push_back(to_lower(host));
  }
  settings.allow_targets = std::move(hosts);
  return {};
}

}  // namespace traffic::detail::flag_values
