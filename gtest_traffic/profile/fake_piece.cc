// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/profile/fake_piece.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace {

SlotValue of_number(const std::string& digits) { return {digits, digits}; }

struct Generator {
  std::string_view name;
  bool has_bounds;
  Piece::Generator make;
};

constexpr Generator kGenerators[] = {
    {"first_name", false, [](Fake& f, double, double) { return slot_of_text(f.first_name()); }},
    {"last_name", false, [](Fake& f, double, double) { return slot_of_text(f.last_name()); }},
    {"name", false, [](Fake& f, double, double) { return slot_of_text(f.name()); }},
    {"email", false, [](Fake& f, double, double) { return slot_of_text(f.email()); }},
    {"phone", false, [](Fake& f, double, double) { return slot_of_text(f.phone()); }},
    {"company", false, [](Fake& f, double, double) { return slot_of_text(f.company()); }},
    {"street", false, [](Fake& f, double, double) { return slot_of_text(f.street()); }},
    {"city", false, [](Fake& f, double, double) { return slot_of_text(f.city()); }},
    {"country", false, [](Fake& f, double, double) { return slot_of_text(f.country()); }},
    {"postcode", false, [](Fake& f, double, double) { return slot_of_text(f.postcode()); }},
    {"word", false, [](Fake& f, double, double) { return slot_of_text(f.word()); }},
    {"sentence", false, [](Fake& f, double, double) { return slot_of_text(f.sentence()); }},
    {"uuid", false, [](Fake& f, double, double) { return slot_of_text(f.uuid()); }},
    {"number", true,
     [](Fake& f, double low, double high) {
       return of_number(fmt::format(
           "{}", f.number(static_cast<std::int64_t>(low), static_cast<std::int64_t>(high))));
     }},
    {"amount", true,
     [](Fake& f, double low, double high) {
       return of_number(fmt::format("{:.2f}", f.amount(low, high)));
     }},
};

std::optional<double> parse_bound(std::string_view text) {
  const auto number = parse_number<double>(trim(text));
  if (!number || !std::isfinite(*number) || std::abs(*number) > 1e12) return std::nullopt;
  return number;
}

}  // namespace

Expected<Piece> fake_piece(std::string_view call) {
  const auto open = call.find('(');
  const std::string_view name = call.substr(0, open);
  const auto* const found = std::find_if(std::begin(kGenerators), std::end(kGenerators),
                                         [&](const Generator& one) { return one.name == name; });
  if (found == std::end(kGenerators)) {
    std::vector<std::string> known;
    for (const Generator& one : kGenerators) known.emplace_back(one.name);
    return Error{fmt::format("unknown generator 'fake.{}': expected one of {}{}", name,
                             fmt::join(known, ", "), did_you_mean(name, known))};
  }
  Piece piece{.kind = Piece::Kind::kFake, .generator = found->make};
  if (!found->has_bounds) {
    if (open == call.npos) return piece;
    return Error{fmt::format("'fake.{0}' takes no bounds; write ${{fake.{0}}}", name)};
  }
  const auto comma = call.find(',');
  if (open != call.npos && comma != call.npos && call.ends_with(')')) {
    const auto low = parse_bound(call.substr(open + 1, comma - open - 1));
    const auto high = parse_bound(call.substr(comma + 1, call.size() - comma - 2));
    if (low && high && *low <= *high) {
      piece.low = *low;
      piece.high = *high;
      return piece;
    }
  }
  return Error{
      fmt::format("'fake.{0}' requires two bounds from -1e12 to 1e12, the lower one first: "
                  "${{fake.{0}(1, 10)}}",
                  name)};
}

}  // namespace traffic::detail
