// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/feeder.h"
#include "gtest_traffic/figure.h"
#include "gtest_traffic/find_max_rate.h"
#include "gtest_traffic/journey.h"
#include "gtest_traffic/journey/google_test_version.h"
#include "gtest_traffic/load.h"
#include "gtest_traffic/load_check.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/scenarios.h"
#include "gtest_traffic/secret.h"
#include "gtest_traffic/variable.h"
