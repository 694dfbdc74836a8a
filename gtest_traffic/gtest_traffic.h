// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/journey/feeder.h"
#include "gtest_traffic/journey/google_test.h"
#include "gtest_traffic/journey/journey.h"
#include "gtest_traffic/journey/secret.h"
#include "gtest_traffic/journey/variable.h"
#include "gtest_traffic/load/find_max_rate.h"
#include "gtest_traffic/load/load.h"
#include "gtest_traffic/load/load_check.h"
#include "gtest_traffic/load/scenarios.h"
#include "gtest_traffic/match/matchers.h"
#include "gtest_traffic/metrics/figure.h"
