// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/container/small_vector.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "gtest_traffic/json_rules.h"

namespace traffic::detail {

// Names a place in a document as a chain of places up to the root. Lives on the stack during a
// walk.
struct JsonPlace {
  const JsonPlace* parent = nullptr;
  std::string_view field;      // name, if in an object
  std::size_t item = kNoItem;  // index, if in an array

  static constexpr std::size_t kNoItem = static_cast<std::size_t>(-1);

  std::string pointer() const;  // RFC 6901; empty for the root
  bool matches_path(std::string_view path) const;
};

// Compares two values by rules, which must outlive this object. `same_json` and `diff` share it.
class JsonComparison {
 public:
  // Holds the tolerances for numbers and times at one place.
  struct Slack {
    double numbers = 0;
    Duration times{0};
  };
  // Holds the index of the matching actual item, or kNoItem, for each expected item.
  using Pairs = boost::container::small_vector<std::size_t, 16>;

  JsonComparison(std::span<const JsonRule> rules, JsonExtent extent)
      : rules_(rules), extent_(extent) {}

  bool same(const boost::json::value& expected, const boost::json::value& actual,
            const JsonPlace& place, Slack slack) const;

  bool is_ignored(const JsonPlace& place) const { return applies(JsonRule::Kind::kIgnored, place); }
  bool is_unordered(const JsonPlace& place) const {
    return is_partial() || applies(JsonRule::Kind::kUnordered, place);
  }
  bool is_partial() const { return extent_ == JsonExtent::kPart; }
  Slack slack_at(const JsonPlace& place, Slack above) const;

  // Pairs as many expected items as possible, each with a different actual item.
  Pairs pair_up(const boost::json::array& expected, const boost::json::array& actual,
                const JsonPlace& place, Slack slack) const;

 private:
  bool applies(JsonRule::Kind kind, const JsonPlace& place) const;
  bool same_scalars(const boost::json::value& expected, const boost::json::value& actual,
                    Slack slack) const;
  bool same_objects(const boost::json::object& expected, const boost::json::object& actual,
                    const JsonPlace& place, Slack slack) const;
  bool same_arrays(const boost::json::array& expected, const boost::json::array& actual,
                   const JsonPlace& place, Slack slack) const;

  std::span<const JsonRule> rules_;
  JsonExtent extent_;
};

}  // namespace traffic::detail
