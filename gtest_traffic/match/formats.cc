// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/formats.h"

#include <fmt/format.h>

#include <boost/url/parse.hpp>
#include <chrono>
#include <ostream>

#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == '-' ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

bool is_url(std::string_view text) {
  const auto url = boost::urls::parse_uri(text);
  return url.has_value() && url->has_authority() && !url->encoded_host().empty();
}

bool is_date(std::string_view text) { return parse_date(text).has_value(); }
bool is_timestamp(std::string_view text) { return parse_timestamp(text).has_value(); }

std::chrono::microseconds apart(Timestamp time, WallTime of) {
  return time - std::chrono::floor<std::chrono::microseconds>(of);
}

TextCheck<FormatTest> format(FormatTest::Accepts accepts, const char* name) {
  return TextCheck<FormatTest>(std::in_place, accepts, name);
}

}  // namespace

void FormatTest::describe(std::ostream* out) const { *out << name_; }

bool WithinTest::accepts(std::string_view text) const {
  const auto time = parse_timestamp(text);
  return time && std::chrono::abs(apart(*time, of_)) <=
                     std::chrono::floor<std::chrono::microseconds>(tolerance_);
}

void WithinTest::describe(std::ostream* out) const {
  *out << "within " << to_string(tolerance_) << " of " << rfc3339(of_);
}

void WithinTest::explain(std::string_view text, std::ostream* out) const {
  const auto time = parse_timestamp(text);
  if (!time) {
    *out << "which is not an RFC 3339 time";
    return;
  }
  const std::chrono::microseconds by = apart(*time, of_);
  // Beyond one day, seconds are not useful, and nanoseconds might overflow.
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::abs(by));
  *out << "which is "
       << (days.count() > 0 ? fmt::format("{} days", days.count())
                            : to_string(std::chrono::abs(by)))
       << (by.count() < 0 ? " before" : " after");
}

}  // namespace traffic::detail

namespace traffic {
using namespace detail;

TextCheck<FormatTest> IsUuid() { return format(is_uuid, "a UUID"); }
TextCheck<FormatTest> IsUrl() { return format(is_url, "an absolute URL"); }
TextCheck<FormatTest> IsDate() { return format(is_date, "a date like 2026-03-14"); }
TextCheck<FormatTest> IsTimestamp() {
  return format(is_timestamp, "a time like 2026-03-14T15:09:26Z");
}

TextCheck<WithinTest> IsWithin(Duration tolerance, WallTime of) {
  return TextCheck<WithinTest>(std::in_place, tolerance, of);
}

}  // namespace traffic
