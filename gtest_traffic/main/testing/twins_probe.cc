// SPDX-License-Identifier: Apache-2.0
// A suite with duplicate names, for registry_command_test.cc.
#include "gtest_traffic/journey.h"

namespace shop {
class Shopper : public traffic::User {};
JOURNEY(Shopper, Browses) {}
JOURNEY(Shopper, Pays_visa) {}
}  // namespace shop

namespace bank {
class Shopper : public traffic::User {};
JOURNEY(Shopper, Buys) {}
}  // namespace bank

namespace {
class Twin : public traffic::User {};
[[maybe_unused]] const traffic::detail::Journey& kFirst =
    traffic::register_journey<Twin>("Twin", "Walks", {}, [](Twin&) {});
[[maybe_unused]] const traffic::detail::Journey& kSecond =
    traffic::register_journey<Twin>("Twin", "Walks", {}, [](Twin&) {});
}  // namespace
