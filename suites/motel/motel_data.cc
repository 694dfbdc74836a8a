// SPDX-License-Identifier: Apache-2.0
#include "suites/motel/motel_data.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <string>

namespace {

// Returns the date `number` days after 2026-01-01, the date from which Fake counts.
std::string day(std::int64_t number) {
  using namespace std::chrono;
  const year_month_day date(sys_days(2026y / January / 1) + days(number));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

boost::json::value make_chain(traffic::Fake& fake) {
  const std::string name = fake.last_name() + " Motels";
  boost::json::array motels;
  for (std::int64_t count = fake.number(2, 5); count > 0; --count) {
    const std::string city = fake.city();
    motels.push_back({{"name", name + " " + city},
                      {"street", fake.street()},
                      {"city", city},
                      {"rooms", fake.number(12, 120)}});
  }
  return {{"name", name}, {"country", fake.country()}, {"motels", std::move(motels)}};
}

boost::json::value make_reservation(traffic::Fake& fake, const boost::json::value& price_list) {
  const boost::json::array& prices = price_list.at("prices").as_array();
  const auto last = static_cast<std::int64_t>(prices.size()) - 1;
  const boost::json::value& price = prices.at(static_cast<std::size_t>(fake.number(0, last)));
  const std::int64_t check_in = fake.number(0, 364);
  const std::int64_t nights = fake.number(1, 14);
  // Calculate in whole cents, because a sum of doubles can differ from the decimal price.
  const auto cents = std::llround(price.at("pricePerNight").to_number<double>() * 100);
  return {{"motelId", price.at("motelId")},
          {"roomType", price.at("roomType")},
          {"checkIn", day(check_in)},
          {"checkOut", day(check_in + nights)},
          {"nights", nights},
          {"guest", {{"name", fake.name()}, {"email", fake.email()}}},
          {"totalPrice", static_cast<double>(cents * nights) / 100}};
}
