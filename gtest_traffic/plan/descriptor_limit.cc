// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/descriptor_limit.h"

#include <fmt/format.h>
#include <sys/resource.h>

namespace traffic::detail {

std::uint64_t raise_descriptor_limit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
  }
  return limit.rlim_cur;
}

std::optional<Error> refuse_users(double users) {
  constexpr double kOthers = 64;  // open files other than connections
  const std::uint64_t limit = raise_descriptor_limit();
  if (users + kOthers <= static_cast<double>(limit)) return std::nullopt;
  return Error{fmt::format(
      "{:.0f} users need more file descriptors than the limit of {}; raise it with `ulimit -Hn`",
      users, limit)};
}

}  // namespace traffic::detail
