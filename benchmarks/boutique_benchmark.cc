// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/benchmark/registration.h"

TRAFFIC_BENCHMARK("WebsiteUser.BrowseProduct")->ArgName("users")->Arg(1)->Arg(16);
TRAFFIC_BENCHMARK("WebsiteUser.Checkout")->ArgName("users")->Arg(1)->Arg(16);
