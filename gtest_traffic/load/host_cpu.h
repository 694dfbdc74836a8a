// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace traffic {

// What the host's processors have done since it started, in ticks.
struct HostCpu {
  std::uint64_t total = 0;
  std::uint64_t stolen = 0;  // the hypervisor ran somebody else
};

// Reads the first line of /proc/stat (proc(5)); nothing where it is not as it should be.
std::optional<HostCpu> parse_host_cpu(std::string_view stat);

// Returns how things stand; zeros where the system does not tell.
HostCpu host_cpu();

// Returns the share of the time between the two that was stolen, 0 to 1.
double steal_share(const HostCpu& before, const HostCpu& after);

}  // namespace traffic
