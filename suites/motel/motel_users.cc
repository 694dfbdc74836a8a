// SPDX-License-Identifier: Apache-2.0
#include "suites/motel/motel_users.h"

using namespace traffic;

namespace {

constexpr int kTransient[] = {429, 502, 503, 504};

}  // namespace

Response MotelUser::read(const Path& path) {
  return http.get(path, {.retry_statuses = kTransient});
}
