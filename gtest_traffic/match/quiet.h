// SPDX-License-Identifier: Apache-2.0
#pragma once

// The flag lies below, as the printer of Response obeys it too.
#include "gtest_traffic/http/quiet.h"
