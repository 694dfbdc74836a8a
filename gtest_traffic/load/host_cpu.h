// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace traffic::detail {

// The times of the processors of the host since its start, in ticks.
struct HostCpu {
  std::uint64_t total = 0;
  std::uint64_t stolen = 0;  // the hypervisor ran another machine
};

// Parses the first line of /proc/stat, see proc(5). Returns nothing for any other format.
std::optional<HostCpu> parse_host_cpu(std::string_view stat);

// Returns the current times; zeros if the system does not provide them.
HostCpu host_cpu();

// Returns the share of the time between the two that was stolen, 0 to 1.
double steal_share(const HostCpu& before, const HostCpu& after);

}  // namespace traffic::detail
