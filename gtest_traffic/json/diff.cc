// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "gtest_traffic/http/excerpt.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/json/comparison.h"
#include "gtest_traffic/json/pretty.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kValueLength = 100;

// Walks two values and keeps the first `max_lines` lines. Later lines are only counted.
class Differ {
 public:
  using Slack = JsonComparison::Slack;

  Differ(const JsonComparison& rules, std::size_t max_lines)
      : rules_(rules), max_lines_(max_lines) {}

  void compare(const boost::json::value& expected, const boost::json::value& actual,
               const JsonPlace& place, Slack slack) {
    if (rules_.is_ignored(place)) return;
    const Slack here = rules_.slack_at(place, slack);
    if (expected.is_object() && actual.is_object()) {
      compare_objects(expected.get_object(), actual.get_object(), place, here);
    } else if (expected.is_array() && actual.is_array()) {
      if (rules_.is_unordered(place)) {
        compare_unordered(expected.get_array(), actual.get_array(), place, here);
      } else {
        compare_arrays(expected.get_array(), actual.get_array(), place, here);
      }
    } else if (!rules_.same(expected, actual, place, slack)) {
      add(place, [&](std::string_view pointer) {
        return fmt::format("expected {}{}, got {}", shown(pointer, expected),
                           margin(expected, here), shown(pointer, actual));
      });
    }
  }

  std::vector<std::string> take() && {
    if (count_ > max_lines_ && max_lines_ > 0) {
      lines_.back() = fmt::format("and {} more differences", count_ - max_lines_ + 1);
    }
    return std::move(lines_);
  }

 private:
  static std::string margin(const boost::json::value& expected, Slack slack) {
    if (expected.is_number() && slack.numbers > 0) return fmt::format(" within {}", slack.numbers);
    if (expected.is_string() && slack.times.count() > 0) {
      return fmt::format(" within {}", traffic::to_string(slack.times));
    }
    return {};
  }

  void compare_objects(const boost::json::object& expected, const boost::json::object& actual,
                       const JsonPlace& place, Slack slack) {
    for (const auto& field : expected) {
      const JsonPlace at{&place, field.key()};
      if (const boost::json::value* other = actual.if_contains(field.key())) {
        compare(field.value(), *other, at, slack);
      } else {
        missing(field.value(), at);
      }
    }
    if (rules_.is_partial()) return;
    for (const auto& field : actual) {
      if (!expected.contains(field.key())) unexpected(field.value(), {&place, field.key()});
    }
  }

  void compare_arrays(const boost::json::array& expected, const boost::json::array& actual,
                      const JsonPlace& place, Slack slack) {
    for (std::size_t i = 0; i < std::max(expected.size(), actual.size()); ++i) {
      const JsonPlace at{&place, {}, i};
      if (i >= actual.size()) {
        missing(expected[i], at);
      } else if (i >= expected.size()) {
        unexpected(actual[i], at);
      } else {
        compare(expected[i], actual[i], at, slack);
      }
    }
  }

  void compare_unordered(const boost::json::array& expected, const boost::json::array& actual,
                         const JsonPlace& place, Slack slack) {
    const auto partner = rules_.pair_up(expected, actual, place, slack);
    std::vector<std::size_t> alone;
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (partner[i] == JsonPlace::kNoItem) alone.push_back(i);
    }
    for (std::size_t i = 0; i < actual.size(); ++i) {
      if (std::find(partner.begin(), partner.end(), i) == partner.end()) others.push_back(i);
    }
    // If one item is left on each side, the two are compared with each other.
    if (alone.size() == 1 && others.size() == 1) {
      const JsonPlace at{&place, {}, others[0]};
      return compare(expected[alone[0]], actual[others[0]], at, slack);
    }
    for (const std::size_t i : alone) {
      add(place, [&](std::string_view pointer) {
        return fmt::format("expected an item {}, got no match among {}",
                           shown(pointer, expected[i]), actual.size());
      });
    }
    if (rules_.is_partial()) return;
    for (const std::size_t i : others) unexpected(actual[i], {&place, {}, i});
  }

  void missing(const boost::json::value& expected, const JsonPlace& place) {
    if (rules_.is_ignored(place)) return;
    add(place, [&](std::string_view pointer) {
      return fmt::format("missing, expected {}", shown(pointer, expected));
    });
  }
  void unexpected(const boost::json::value& actual, const JsonPlace& place) {
    if (rules_.is_ignored(place)) return;
    add(place, [&](std::string_view pointer) {
      return fmt::format("unexpected, got {}", shown(pointer, actual));
    });
  }

  template <class Text>
  void add(const JsonPlace& place, Text text) {
    if (++count_ > max_lines_) return;
    const std::string pointer = place.pointer();
    lines_.push_back(fmt::format("{}: {}", pointer.empty() ? "(root)" : pointer, text(pointer)));
  }

  const JsonComparison& rules_;
  std::size_t max_lines_;
  std::size_t count_ = 0;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> diff(const boost::json::value& expected, const boost::json::value& actual,
                              std::size_t max_lines) {
  return diff(expected, actual, {}, JsonExtent::kWhole, max_lines);
}

std::vector<std::string> diff(const boost::json::value& expected, const boost::json::value& actual,
                              std::span<const JsonRule> rules, JsonExtent extent,
                              std::size_t max_lines) {
  const JsonComparison comparison(rules, extent);
  Differ differ(comparison, max_lines);
  differ.compare(expected, actual, {}, {});
  return std::move(differ).take();
}

std::string shown(std::string_view name, const boost::json::value& value) {
  const bool scalar = !value.is_structured() && !value.is_null() && !value.is_bool();
  if (scalar && is_sensitive_name(name.substr(name.rfind('/') + 1))) return "***";
  // Secrets are hidden before the text is shortened, because the redactor does not recognize a part
  // of a secret.
  return excerpt(redactor().redact(compact(value, std::numeric_limits<std::size_t>::max())),
                 kValueLength);
}

}  // namespace traffic::detail
