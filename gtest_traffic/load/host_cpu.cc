// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/host_cpu.h"

#include <fstream>
#include <string>
#include <vector>

#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kStolen = 7;   // user nice system idle iowait irq softirq steal
constexpr std::size_t kColumns = 8;  // later columns, the guests, are included in user and nice

}  // namespace

std::optional<HostCpu> parse_host_cpu(std::string_view stat) {
  const std::string_view line = stat.substr(0, stat.find('\n'));
  if (!line.starts_with("cpu ")) return std::nullopt;
  HostCpu cpu;
  std::size_t column = 0;
  for (const std::string_view text : split(line.substr(4), ' ')) {
    if (text.empty()) continue;
    const auto ticks = parse_number<std::uint64_t>(text);
    if (!ticks) return std::nullopt;
    if (column < kColumns) cpu.total += *ticks;
    if (column == kStolen) cpu.stolen = *ticks;
    ++column;
  }
  if (column <= kStolen) return std::nullopt;
  return cpu;
}

HostCpu host_cpu() {
  std::ifstream file("/proc/stat");
  std::string line;
  std::getline(file, line);
  return parse_host_cpu(line).value_or(HostCpu());
}

double steal_share(const HostCpu& before, const HostCpu& after) {
  if (after.total <= before.total || after.stolen <= before.stolen) return 0;
  return static_cast<double>(after.stolen - before.stolen) /
         static_cast<double>(after.total - before.total);
}

}  // namespace traffic::detail
