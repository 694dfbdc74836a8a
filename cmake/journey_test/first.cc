// SPDX-License-Identifier: Apache-2.0
// Journeys of each kind of class that a test file may define.
#include <array>
#include <cstdint>

#include "guests.h"
#include "tiny_server.h"

using namespace std::chrono_literals;

int Guest::set_ups = 0;
int Guest::tear_downs = 0;
int Guest::walks_in_first_file = 0;
int Guest::walks_in_second_file = 0;

namespace {

const TinyServer* const kServer = new TinyServer;

JOURNEY(Guest, ReadsInTheFirstFile) {
  ++walks_in_first_file;
  EXPECT_THAT(http.get("/rooms"), traffic::StatusIs(200));
  EXPECT_EQ(next_visit(), visits_);
  EXPECT_EQ(pace(), 1);
  EXPECT_EQ(title(), "guest");
}

// A regression test: with g++ 12 at -O2 the program crashed here, because the compiler assumed that
// no object of the class of the journey exists.
class Site : public traffic::User {
 public:
  virtual int pace() { return 1; }
};

JOURNEY(Site, Opens) { EXPECT_EQ(pace(), 1); }
JOURNEY(Site, Closes) { EXPECT_EQ(pace(), 1); }

class FastSite : public Site {
 public:
  int pace() final { return base_ + Site::pace(); }

 protected:
  int base_ = 2;
};

JOURNEY(FastSite, Opens) {
  Site& as_base = *this;
  EXPECT_EQ(pace(), 3);
  EXPECT_EQ(as_base.pace(), 3);
}
JOURNEY(FastSite, Closes) { EXPECT_EQ(pace(), 3); }

// Both bases of a user may be polymorphic, and User need not be the first base.
class Counter {
 public:
  virtual ~Counter() = default;
  virtual int count() { return ++counts_[3]; }

 private:
  std::array<int, 8> counts_{};
};

class CountingUser : public Counter, public traffic::User {
 public:
  int count() override { return Counter::count() + 100; }
};

JOURNEY(CountingUser, Counts) { EXPECT_GT(count(), 100); }
JOURNEY(CountingUser, CountsAgain) {
  Counter& as_base = *this;
  EXPECT_GT(as_base.count(), 100);
}

template <class Value>
class Holder : public traffic::User {
 public:
  virtual Value twice(Value value) { return value + value; }

 protected:
  Value held_ = {};
};

using TextHolder = Holder<std::string>;
using NumberHolder = Holder<int>;

JOURNEY(TextHolder, Holds) {
  held_ = twice("ab");
  EXPECT_EQ(held_, "abab");
}
JOURNEY(NumberHolder, Holds) {
  held_ = twice(21);
  EXPECT_EQ(held_, 42);
}

// A class with members named like the internals of the macro. The names must not collide.
class NamedUser : public traffic::User {
 public:
  virtual int Walk() { return 7; }
  virtual int walk() { return 8; }
  int body = 9;
};

JOURNEY(NamedUser, UsesItsOwnNames) { EXPECT_EQ(Walk() + walk() + body, 24); }

// A class with a larger alignment than usual.
class alignas(128) AlignedUser : public traffic::User {
 protected:
  virtual bool is_aligned() const { return reinterpret_cast<std::uintptr_t>(this) % 128 == 0; }
};

JOURNEY(AlignedUser, IsAligned) { EXPECT_TRUE(is_aligned()); }

// JOURNEY cannot derive from a final class, but a journey can be registered without the macro.
class FinalUser final : public traffic::User {
 public:
  virtual int pace() { return 5; }
};

[[maybe_unused]] const auto& kWalks = traffic::register_journey<FinalUser>(
    "FinalUser", "Walks", {}, [](FinalUser& user) { EXPECT_EQ(user.pace(), 5); });

}  // namespace

namespace shops::north {

int helper() { return 4; }

class Clerk : public traffic::User {
 public:
  virtual int wage() const { return helper(); }
};

JOURNEY(Clerk, Works) { EXPECT_EQ(wage(), helper()); }

}  // namespace shops::north

namespace {

TEST(JourneysUnderLoad, UsersRunJourneysOfBothFiles) {
  Guest::set_ups = Guest::tear_downs = 0;
  Guest::walks_in_first_file = Guest::walks_in_second_file = 0;
  const traffic::Report report = traffic::Load()
                                     .mix({{"*", 1}})
                                     .shape(traffic::constant(traffic::users(40), 60s))
                                     .iterations(4000)
                                     .run();
  EXPECT_EQ(report.failures.size(), 0U);
  EXPECT_NE(kServer, nullptr);
  EXPECT_GT(Guest::set_ups, 0);
  EXPECT_EQ(Guest::set_ups, Guest::tear_downs);
  EXPECT_GT(Guest::walks_in_first_file, Guest::set_ups);
  EXPECT_GT(Guest::walks_in_second_file, Guest::set_ups);
}

}  // namespace
