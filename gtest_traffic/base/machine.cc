// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/machine.h"

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>

#include "gtest_traffic/base/text.h"

namespace traffic::detail {

std::string describe_machine() {
  std::string cpu = "unknown CPU";
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) {
      cpu = std::string(trim(line.substr(line.find(':') + 1)));
      break;
    }
  }
  utsname system{};
  ::uname(&system);
  return fmt::format("{}, {} CPUs, {} {} {}", cpu, ::sysconf(_SC_NPROCESSORS_ONLN), system.sysname,
                     system.release, system.machine);
}

}  // namespace traffic::detail
