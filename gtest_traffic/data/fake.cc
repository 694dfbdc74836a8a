// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/fake.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <stdexcept>

#include "gtest_traffic/data/fake_tables.h"

namespace traffic {
using namespace detail;
namespace {

template <class Table>
std::string_view draw(Fake& fake, const Table& table) {
  return fake.pick(std::span<const std::string_view>(table));
}

// Joins parts with at most one allocation.
std::string joined(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  std::string text;
  text.reserve(size);
  for (const std::string_view part : parts) text += part;
  return text;
}

// Keeps only the ASCII letters, in lower case: `O'Brien` gives `obrien`.
void append_mailbox_part(std::string_view name, std::string& out) {
  for (const char c : name) {
    if (c >= 'a' && c <= 'z') out += c;
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
  }
}

std::string iso_date(std::chrono::year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

std::string Fake::first_name() { return std::string(draw(*this, fake_tables::kFirstNames)); }

std::string Fake::last_name() { return std::string(draw(*this, fake_tables::kLastNames)); }

std::string Fake::name() {
  const std::string_view first = draw(*this, fake_tables::kFirstNames);
  return joined({first, " ", draw(*this, fake_tables::kLastNames)});
}

std::string Fake::email() {
  std::string address;
  address.reserve(64);
  append_mailbox_part(draw(*this, fake_tables::kFirstNames), address);
  address += '.';
  append_mailbox_part(draw(*this, fake_tables::kLastNames), address);
  address += '.';
  // 50 random bits in addition to the names make a repetition among a hundred million addresses
  // unlikely.
  constexpr std::string_view kAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";
  static_assert(kAlphabet.size() == 32);
  std::uint64_t bits = random_();
  for (int i = 0; i < 10; ++i, bits >>= 5) address += kAlphabet[bits & 31];
  address += "@example.com";
  return address;
}

std::string Fake::phone() {
  const std::string_view area = draw(*this, fake_tables::kAreaCodes);
  return fmt::format("+1-{}-555-01{:02}", area, number(0, 99));
}

std::string Fake::company() {
  const std::string_view name = draw(*this, fake_tables::kLastNames);
  return joined({name, " ", draw(*this, fake_tables::kCompanyKinds)});
}

std::string Fake::street() {
  const std::int64_t house = number(1, 199);
  const std::string_view street = draw(*this, fake_tables::kStreetNames);
  return fmt::format("{} {} {}", house, street, draw(*this, fake_tables::kStreetKinds));
}

std::string Fake::city() { return std::string(draw(*this, fake_tables::kCities)); }

std::string Fake::country() { return std::string(draw(*this, fake_tables::kCountries)); }

std::string Fake::postcode() { return fmt::format("{:05}", number(1000, 99999)); }

std::string Fake::word() { return std::string(draw(*this, fake_tables::kWords)); }

std::string Fake::sentence() {
  const std::int64_t words = number(5, 12);
  std::string text;
  text.reserve(160);
  text += draw(*this, fake_tables::kWords);
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
  for (std::int64_t i = 1; i < words; ++i) {
    text += ' ';
    text += draw(*this, fake_tables::kWords);
  }
  text += '.';
  return text;
}

std::string Fake::uuid() {
  const std::uint64_t high = random_();
  const std::uint64_t low = random_();
  return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xffff,
                     high & 0xfff, ((low >> 48) & 0x3fff) | 0x8000, low & 0xffffffffffff);
}

std::string Fake::date(std::chrono::year_month_day first, std::chrono::year_month_day last) {
  using std::chrono::sys_days;
  const auto refuse = [&](std::string_view why) {
    throw std::invalid_argument(
        fmt::format("fake.date({}, {}): {}", iso_date(first), iso_date(last), why));
  };
  if (!first.ok() || !last.ok()) refuse("expected two dates of the calendar");
  if (first > last) refuse("the first date is after the last date; swap them");
  const std::int64_t day =
      number(sys_days(first).time_since_epoch().count(), sys_days(last).time_since_epoch().count());
  return iso_date(sys_days(std::chrono::days(day)));
}

double Fake::amount(double low, double high) {
  constexpr double kLimit = 1e12;  // a double holds cents exactly up to this limit
  if (!(std::abs(low) <= kLimit && std::abs(high) <= kLimit)) {
    throw std::invalid_argument(
        fmt::format("fake.amount({}, {}): bounds must lie within ±1e12", low, high));
  }
  if (low > high) {
    throw std::invalid_argument(fmt::format(
        "fake.amount({}, {}): the low bound exceeds the high bound; swap them", low, high));
  }
  return static_cast<double>(number(std::llround(low * 100), std::llround(high * 100))) / 100;
}

std::int64_t Fake::number(std::int64_t low, std::int64_t high) {
  if (low > high) {
    throw std::invalid_argument(
        fmt::format("fake.number({}, {}): the low bound exceeds the high bound; swap them (for "
                    "fake.pick: pass at least one element)",
                    low, high));
  }
  return random_.between(low, high);
}

bool Fake::chance(double probability) { return random_.uniform() < probability; }

}  // namespace traffic
