// SPDX-License-Identifier: Apache-2.0
#include "suites/motel/motel_data.h"
#include "suites/motel/motel_users.h"

using namespace testing;
using namespace traffic;

// Requests that the motel API must refuse. Not part of a mix.

JOURNEY(Guest, CannotReadAnUnknownReservation, .weight = 0) {
  EXPECT_THAT(http.get("/motelApi/v1/reservations/{}", 999999999),
              AllOf(StatusIs(404), JsonAt("/error/code", "not_found")));
}

JOURNEY(Guest, CannotChangeThePrice, .weight = 0) {
  auto prices = http.get("/motelApi/v1/priceList");
  ASSERT_THAT(prices, StatusIs(200));
  boost::json::value wish = make_reservation(fake, prices[""]);
  wish.as_object()["totalPrice"] = 0.01;
  EXPECT_THAT(http.post("/motelApi/v1/reservations", wish),
              AllOf(StatusIs(422), JsonAt("/error/code", "wrong_price")));
}

JOURNEY(Guest, CannotReserveZeroNights, .weight = 0) {
  auto prices = http.get("/motelApi/v1/priceList");
  ASSERT_THAT(prices, StatusIs(200));
  boost::json::value wish = make_reservation(fake, prices[""]);
  const boost::json::value arrival = wish.at("checkIn");
  wish.as_object()["checkOut"] = arrival;
  EXPECT_THAT(http.post("/motelApi/v1/reservations", wish),
              AllOf(StatusIs(422), JsonAt("/error/code", "invalid_date")));
}

JOURNEY(Owner, CannotCreateAnEmptyChain, .weight = 0) {
  EXPECT_THAT(
      http.post("/motelApi/v1/motels/chains",
                {{"name", "Nowhere Motels"}, {"country", "GB"}, {"motels", boost::json::array()}}),
      StatusIs(422));
  EXPECT_THAT(http.post("/motelApi/v1/motels/chains", raw("[", "application/json")), StatusIs(400));
}
