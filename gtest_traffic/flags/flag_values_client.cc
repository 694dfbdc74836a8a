// SPDX-License-Identifier: Apache-2.0
// The values of the flags about connections, limits and proxies.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
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

constexpr std::uint64_t kMaxSize = std::uint64_t{16} << 30;
constexpr Duration kMaxTime = 1h;

Result store_timeout(Duration& to, std::string_view value) {
  const auto timeout = parse_duration(value);
  if (!timeout) return timeout.error();
  if (*timeout <= 0s || *timeout > kMaxTime) {
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
    const std::uint64_t most = kMaxSize >> bits;
    const auto count = parse_number<std::uint64_t>(text.substr(0, text.size() - unit.size()));
    if (count && *count >= 1 && *count <= most) return *count << bits;
  }
  return Error{fmt::format("expected a size from 1KiB to 16GiB, such as 256MiB, got '{}'", text)};
}

constexpr std::string_view kResolveForm =
    "expected HOST:PORT:ADDRESS, such as shop.test:443:127.0.0.1 or shop.test:80:[::1]";

// Parses `127.0.0.1` or `[::1]`.
std::optional<Address> parse_address(std::string_view text, std::uint16_t port) {
  const bool bracketed = text.starts_with('[') && text.ends_with(']');
  if (bracketed) text = text.substr(1, text.size() - 2);
  if (!bracketed && text.find(':') != std::string_view::npos) return std::nullopt;
  return Address::from_literal(std::string(text), port);
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
  const auto idle = parse_duration(value);
  if (!idle) return idle.error();
  if (*idle < 0s || *idle > kMaxTime) {
    return Error{fmt::format("expected a time from 0 to 1h, got '{}'", value)};
  }
  settings.max_idle = *idle;
  return {};
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

// An item without a port is one more address of the item before, as in curl.
Result resolve(Settings& settings, std::string_view value) {
  std::vector<Routes::Entry> entries;
  for (const std::string_view part : split(value, ',')) {
    std::string_view item = trim(part);
    const std::size_t colon = item.find(':');
    if (!item.starts_with('[') && colon != std::string_view::npos) {
      const std::size_t next = std::min(item.find(':', colon + 1), item.size());
      const auto port = parse_number<std::uint16_t>(item.substr(colon + 1, next - colon - 1));
      if (colon == 0 || !port || *port == 0) {
        return Error{fmt::format("{}, got '{}'", kResolveForm, item)};
      }
      entries.push_back({to_lower(item.substr(0, colon)), *port, {}});
      item.remove_prefix(std::min(next + 1, item.size()));
    }
    const auto address = entries.empty() ? std::nullopt : parse_address(item, entries.back().port);
    if (!address) return Error{fmt::format("{}, got '{}'", kResolveForm, trim(part))};
    entries.back().addresses.push_back(*address);
  }
  settings.routes.entries = std::move(entries);
  return {};
}

Result unix_socket(Settings& settings, std::string_view value) {
  settings.routes.socket = Address::from_path(std::string(value));
  if (!settings.routes.socket) {
    return Error{
        fmt::format("expected the path of a Unix socket, at most 107 bytes, got '{}'", value)};
  }
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
