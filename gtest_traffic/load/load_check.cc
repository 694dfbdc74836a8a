// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load_check.h"

#include "gtest_traffic/config/client_settings.h"
#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/config/target.h"
#include "gtest_traffic/net/target_check.h"

namespace traffic {
using namespace detail;

void LoadCheck::SetUp() {
  if (stop_level() > 0) GTEST_SKIP() << "the run was interrupted";
  const Expected<BaseUrl> target = find_target(TargetUse::kLoad);
  if (!target) {
    const testing::TestInfo& test = *testing::UnitTest::GetInstance()->current_test_info();
    GTEST_FAIL_AT(test.file(), test.line()) << target.error().message;
    return;  // GTEST_FAIL_AT does not
  }
  const ClientSettings client = client_settings(settings(), TargetUse::kLoad);
  if (const auto refusal = refuse_target(*target, client.rule, client.proxies, client.routes)) {
    GTEST_SKIP() << refusal->message;
  }
}

}  // namespace traffic
