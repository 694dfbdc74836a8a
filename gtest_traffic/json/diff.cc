// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "gtest_traffic/http/excerpt.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/json/compare.h"
#include "gtest_traffic/json/pretty.h"

namespace traffic {
namespace {

constexpr std::size_t kValueLength = 100;

// Walks two values and keeps the first lines; the rest are only counted.
class Differ {
 public:
  explicit Differ(std::size_t max_lines) : max_lines_(max_lines) {}

  void compare(const boost::json::value& expected, const boost::json::value& actual) {
    if (expected.is_object() && actual.is_object()) {
      compare_objects(expected.get_object(), actual.get_object());
    } else if (expected.is_array() && actual.is_array()) {
      compare_arrays(expected.get_array(), actual.get_array());
    } else if (!same_json(expected, actual)) {
      add([&] {
        return fmt::format("expected {}, got {}", shown(path_, expected), shown(path_, actual));
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
  void compare_objects(const boost::json::object& expected, const boost::json::object& actual) {
    for (const auto& field : expected) {
      const boost::json::value* other = actual.if_contains(field.key());
      at(field.key(),
         [&] { other == nullptr ? missing(field.value()) : compare(field.value(), *other); });
    }
    for (const auto& field : actual) {
      if (expected.contains(field.key())) continue;
      at(field.key(), [&] { unexpected(field.value()); });
    }
  }

  void compare_arrays(const boost::json::array& expected, const boost::json::array& actual) {
    for (std::size_t i = 0; i < std::max(expected.size(), actual.size()); ++i) {
      at(std::to_string(i), [&] {
        if (i >= actual.size()) {
          missing(expected[i]);
        } else if (i >= expected.size()) {
          unexpected(actual[i]);
        } else {
          compare(expected[i], actual[i]);
        }
      });
    }
  }

  void missing(const boost::json::value& expected) {
    add([&] { return fmt::format("missing, expected {}", shown(path_, expected)); });
  }
  void unexpected(const boost::json::value& actual) {
    add([&] { return fmt::format("unexpected, got {}", shown(path_, actual)); });
  }

  // Runs `walk` with the token added to the path, escaped (RFC 6901 §3).
  template <class Walk>
  void at(std::string_view token, Walk walk) {
    const std::size_t length = path_.size();
    path_ += '/';
    for (const char c : token) {
      if (c == '~') {
        path_ += "~0";
      } else if (c == '/') {
        path_ += "~1";
      } else {
        path_ += c;
      }
    }
    walk();
    path_.resize(length);
  }

  template <class Text>
  void add(Text text) {
    if (++count_ > max_lines_) return;
    lines_.push_back(fmt::format("{}: {}", path_.empty() ? "the whole" : path_, text()));
  }

  std::size_t max_lines_;
  std::size_t count_ = 0;
  std::string path_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> diff(const boost::json::value& expected, const boost::json::value& actual,
                              std::size_t max_lines) {
  Differ differ(max_lines);
  differ.compare(expected, actual);
  return std::move(differ).take();
}

std::string shown(std::string_view name, const boost::json::value& value) {
  const bool scalar = !value.is_structured() && !value.is_null() && !value.is_bool();
  if (scalar && is_sensitive_name(name.substr(name.rfind('/') + 1))) return "***";
  // Hidden first: a cut could leave half a secret, which nothing would recognise.
  return excerpt(redactor().redact(compact(value, std::numeric_limits<std::size_t>::max())),
                 kValueLength);
}

}  // namespace traffic
