// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/capacity_json.h"

#include <gtest/gtest.h>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

TEST(CapacityJsonTest, ContainsResultAndSteps) {
  Capacity capacity;
  capacity.name = "find_max_rate";
  capacity.rate = per_second(50);
  capacity.failed_at = per_second(100);
  capacity.gates = {"p99<50ms"};
  capacity.steps = {{per_second(50), Verdict::kPass, "all \"well\"", per_second(49.5), 12500us},
                    {per_second(100), Verdict::kFail, "p99 is 1 s", per_second(99), 1s}};
  EXPECT_EQ(
      to_json(capacity),
      R"({"schema":"gtest_traffic-capacity/1","name":"find_max_rate","rate":50,"failed_at":100,)"
      R"("end":"found",)"
      R"("result":"the highest rate that met the gates is 50/s; 100/s did not meet them",)"
      R"("gates":["p99<50ms"],"steps":[)"
      R"({"rate":50,"verdict":"pass","detail":"all \"well\"","achieved_rate":49.5,"p99_ms":12.5},)"
      R"({"rate":100,"verdict":"fail","detail":"p99 is 1 s","achieved_rate":99,"p99_ms":1000}]})"
      "\n");
}

TEST(CapacityJsonTest, FailedRateMayBeNull) {
  Capacity capacity;
  capacity.rate = per_second(500);
  capacity.end = Capacity::End::kRangeEnds;
  EXPECT_NE(to_json(capacity).find(R"("failed_at":null,"end":"range-ends")"), std::string::npos);
}

}  // namespace
}  // namespace traffic::detail
