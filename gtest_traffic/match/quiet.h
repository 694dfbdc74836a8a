// SPDX-License-Identifier: Apache-2.0
#pragma once

// The flag is defined in http/ because the printer of Response reads it too.
#include "gtest_traffic/http/quiet.h"
