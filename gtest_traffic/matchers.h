// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/match/all_of.h"
#include "gtest_traffic/match/certificate.h"
#include "gtest_traffic/match/cookie.h"
#include "gtest_traffic/match/digest.h"
#include "gtest_traffic/match/formats.h"
#include "gtest_traffic/match/golden.h"
#include "gtest_traffic/match/header.h"
#include "gtest_traffic/match/json.h"
#include "gtest_traffic/match/json_path.h"
#include "gtest_traffic/match/pattern.h"
#include "gtest_traffic/match/schema.h"
#include "gtest_traffic/match/status.h"
#include "gtest_traffic/match/text.h"
#include "gtest_traffic/match/timing.h"
