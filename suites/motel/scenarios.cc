// SPDX-License-Identifier: Apache-2.0
#include "suites/motel/motel_data.h"
#include "suites/motel/motel_users.h"

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

JOURNEY(Guest, Pings, .weight = 4, .tags = {"smoke"}) {
  EXPECT_THAT(
      read("/motelApi/v1/ping"),
      AllOf(StatusIs(200), JsonEq({{"status", "ok"}, {"service", "motelApi"}, {"version", "v1"}})));
}

JOURNEY(Guest, ListsMotels, .weight = 3) {
  auto motels = read("/motelApi/v1/allmotels");
  ASSERT_THAT(motels, AllOf(StatusIs(200), JsonAt("/items", Not(IsEmpty()))));
  EXPECT_THAT(motels, JsonAt("/items/0/name", Not(IsEmpty())));
  EXPECT_THAT(motels, JsonAt("/total", Ge(motels["/items"].as_array().size())));
}

JOURNEY(Guest, ReservesFromThePriceList, .weight = 2) {
  auto prices = read("/motelApi/v1/priceList");
  ASSERT_THAT(prices, AllOf(StatusIs(200), JsonAt("/prices", Not(IsEmpty()))));

  think(200ms, 800ms);

  const boost::json::value wish = make_reservation(fake, prices[""]);
  auto reservation = http.post("/motelApi/v1/reservations", wish);
  ASSERT_THAT(reservation, AllOf(StatusIs(201), JsonAt("/status", "CONFIRMED"),
                                 JsonAt("/totalPrice", wish.at("totalPrice"))));
  EXPECT_THAT(read({"/motelApi/v1/reservations/{}", reservation["/id"]}),
              AllOf(StatusIs(200), JsonAt("/guest", wish.at("guest"))));
}

JOURNEY(Owner, PostsAChain, .weight = 1) {
  const boost::json::value chain = make_chain(fake);
  EXPECT_THAT(http.post("/motelApi/v1/motels/chains", chain),
              AllOf(StatusIs(201), JsonAt("/name", chain.at("name")), JsonAt("/id", Gt(0)),
                    JsonAt("/motels", SizeIs(chain.at("motels").as_array().size()))));
}
