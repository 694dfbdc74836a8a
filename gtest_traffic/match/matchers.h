// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/match/all_of.h"
#include "gtest_traffic/match/json.h"
#include "gtest_traffic/match/json_path.h"
#include "gtest_traffic/match/status.h"
#include "gtest_traffic/match/text.h"
#include "gtest_traffic/match/timing.h"
