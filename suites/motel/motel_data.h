// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/fake.h>

#include <boost/json/value.hpp>

// Makes a chain of two to five motels in one country, as `POST /motelApi/v1/motels/chains` expects
// it.
boost::json::value make_chain(traffic::Fake& fake);

// Makes a reservation of one to fourteen nights from a price list with at least one price. Throws
// the exceptions of Boost.JSON if the list lacks a member.
boost::json::value make_reservation(traffic::Fake& fake, const boost::json::value& price_list);
