// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gtest_traffic/base/json_pointer.h"
#include "gtest_traffic/base/number.h"
#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/timestamp.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kNoItem = JsonPlace::kNoItem;

// Compares an escaped token of a JSON Pointer (RFC 6901, section 3) with the name of a field.
bool token_is(std::string_view token, std::string_view name) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < token.size(); ++i, ++at) {
    char c = token[i];
    if (c == '~' && i + 1 < token.size()) c = token[++i] == '1' ? '/' : '~';
    if (at >= name.size() || name[at] != c) return false;
  }
  return at == name.size();
}

bool token_is(std::string_view token, const JsonPlace& place) {
  if (token == "*") return true;
  if (place.item == kNoItem) return token_is(token, place.field);
  return parse_number<std::size_t>(token) == place.item;
}

void append_pointer(std::string& out, const JsonPlace& place) {
  if (place.parent == nullptr) return;
  append_pointer(out, *place.parent);
  out += '/';
  if (place.item != kNoItem) {
    out += std::to_string(place.item);
    return;
  }
  out += pointer_token(place.field);
}

bool near_times(std::string_view expected, std::string_view actual, Duration tolerance) {
  const auto left = parse_timestamp(expected);
  const auto right = parse_timestamp(actual);
  // Compares microseconds, because the difference of two times can overflow nanoseconds.
  return left && right &&
         std::chrono::abs(*left - *right) <=
             std::chrono::floor<std::chrono::microseconds>(tolerance);
}

}  // namespace

std::string JsonPlace::pointer() const {
  std::string out;
  append_pointer(out, *this);
  return out;
}

bool JsonPlace::matches_path(std::string_view path) const {
  if (!path.empty() && path.front() != '/') {
    return parent != nullptr && item == kNoItem && field == path;
  }
  const JsonPlace* place = this;
  while (!path.empty() && place->parent != nullptr) {
    const std::size_t slash = path.rfind('/');
    if (!token_is(path.substr(slash + 1), *place)) return false;
    path = path.substr(0, slash);
    place = place->parent;
  }
  return path.empty() && place->parent == nullptr;
}

bool JsonComparison::applies(JsonRule::Kind kind, const JsonPlace& place) const {
  return std::any_of(rules_.begin(), rules_.end(), [&](const JsonRule& rule) {
    return rule.kind == kind && (!rule.path || place.matches_path(*rule.path));
  });
}

JsonComparison::Slack JsonComparison::slack_at(const JsonPlace& place, Slack above) const {
  for (const JsonRule& rule : rules_) {
    const bool numbers = rule.kind == JsonRule::Kind::kNear;
    if (!numbers && rule.kind != JsonRule::Kind::kNearTime) continue;
    // A rule without a path starts at the root. A rule with a path overrides it below that path.
    if (rule.path ? !place.matches_path(*rule.path) : place.parent != nullptr) continue;
    if (numbers) {
      above.numbers = rule.numbers;
    } else {
      above.times = rule.times;
    }
  }
  return above;
}

bool JsonComparison::same(const boost::json::value& expected, const boost::json::value& actual,
                          const JsonPlace& place, Slack slack) const {
  slack = slack_at(place, slack);
  if (expected.is_object() && actual.is_object()) {
    return same_objects(expected.get_object(), actual.get_object(), place, slack);
  }
  if (expected.is_array() && actual.is_array()) {
    return same_arrays(expected.get_array(), actual.get_array(), place, slack);
  }
  return same_scalars(expected, actual, slack);
}

bool JsonComparison::same_scalars(const boost::json::value& expected,
                                  const boost::json::value& actual, Slack slack) const {
  if (same_json(expected, actual)) return true;
  if (slack.numbers > 0 && expected.is_number() && actual.is_number()) {
    return is_near(expected.to_number<double>(), actual.to_number<double>(), slack.numbers);
  }
  return slack.times.count() > 0 && expected.is_string() && actual.is_string() &&
         near_times(expected.get_string(), actual.get_string(), slack.times);
}

bool JsonComparison::same_objects(const boost::json::object& expected,
                                  const boost::json::object& actual, const JsonPlace& place,
                                  Slack slack) const {
  for (const auto& field : expected) {
    const JsonPlace at{&place, field.key()};
    if (is_ignored(at)) continue;
    const boost::json::value* other = actual.if_contains(field.key());
    if (other == nullptr || !same(field.value(), *other, at, slack)) return false;
  }
  if (is_partial()) return true;
  return std::all_of(actual.begin(), actual.end(), [&](const auto& field) {
    return expected.contains(field.key()) || is_ignored({&place, field.key()});
  });
}

bool JsonComparison::same_arrays(const boost::json::array& expected,
                                 const boost::json::array& actual, const JsonPlace& place,
                                 Slack slack) const {
  if (is_unordered(place)) {
    const bool fits =
        is_partial() ? expected.size() <= actual.size() : expected.size() == actual.size();
    if (!fits) return false;
    const Pairs pairs = pair_up(expected, actual, place, slack);
    return std::find(pairs.begin(), pairs.end(), kNoItem) == pairs.end();
  }
  for (std::size_t i = 0; i < std::max(expected.size(), actual.size()); ++i) {
    const JsonPlace at{&place, {}, i};
    if (is_ignored(at)) continue;
    if (i >= expected.size() || i >= actual.size()) return false;
    if (!same(expected[i], actual[i], at, slack)) return false;
  }
  return true;
}

// Kuhn's algorithm for a maximum matching, with a queue instead of recursion. If several expected
// items accept the same actual item, an expected item with an alternative gives it up.
JsonComparison::Pairs JsonComparison::pair_up(const boost::json::array& expected,
                                              const boost::json::array& actual,
                                              const JsonPlace& place, Slack slack) const {
  Pairs partner(expected.size(), kNoItem);  // actual item of each expected item
  Pairs owner(actual.size(), kNoItem);      // expected item of each actual item
  Pairs found_by(actual.size(), kNoItem);   // the expected item whose search reached it
  Pairs queue;
  const auto accepts = [&](std::size_t one, std::size_t other) {
    return same(expected[one], actual[other], {&place, {}, other}, slack);
  };
  for (std::size_t first = 0; first < expected.size(); ++first) {
    // In most arrays, the items are already in order.
    if (first < actual.size() && owner[first] == kNoItem && accepts(first, first)) {
      owner[partner[first] = first] = first;
      continue;
    }
    std::fill(found_by.begin(), found_by.end(), kNoItem);
    queue.assign(1, first);
    std::size_t free = kNoItem;
    for (std::size_t head = 0; head < queue.size() && free == kNoItem; ++head) {
      const std::size_t one = queue[head];
      for (std::size_t other = 0; other < actual.size() && free == kNoItem; ++other) {
        if (found_by[other] != kNoItem || !accepts(one, other)) continue;
        found_by[other] = one;
        if (owner[other] == kNoItem) {
          free = other;
        } else {
          queue.push_back(owner[other]);
        }
      }
    }
    // Each expected item on the path takes the free actual item and releases its own.
    while (free != kNoItem) {
      const std::size_t one = found_by[free];
      owner[free] = one;
      free = std::exchange(partner[one], free);
    }
  }
  return partner;
}

bool same_json(const boost::json::value& expected, const boost::json::value& actual,
               std::span<const JsonRule> rules, JsonExtent extent) {
  if (rules.empty() && extent == JsonExtent::kWhole) return same_json(expected, actual);
  const JsonComparison comparison(rules, extent);
  if (comparison.is_ignored({})) return true;
  return comparison.same(expected, actual, {}, {});
}

}  // namespace traffic::detail

std::string traffic::to_string(const JsonRule& rule) {
  const std::string_view path = rule.path ? rule.path->view() : std::string_view();
  const std::string at = rule.path ? fmt::format(" at {}", path) : std::string();
  switch (rule.kind) {
    case JsonRule::Kind::kIgnored:
      return fmt::format("ignoring {}", path.empty() ? "the whole document" : path);
    case JsonRule::Kind::kUnordered:
      return fmt::format("items in any order{}", at);
    case JsonRule::Kind::kNear:
      return fmt::format("numbers within {}{}", rule.numbers, at);
    case JsonRule::Kind::kNearTime:
      return fmt::format("times within {}{}", to_string(rule.times), at);
  }
  return {};
}
