// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/profile/reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/headers.h"

namespace traffic::detail {
namespace {

constexpr Duration kMaxThink = std::chrono::hours(1);

Expected<ThinkTime> parse_think(std::string_view text) {
  const auto dots = text.find("..");
  const auto low = parse_duration(trim(text.substr(0, dots)));
  if (!low) return low.error();
  const auto high = dots == text.npos ? low : parse_duration(trim(text.substr(dots + 2)));
  if (!high) return high.error();
  if (*low > *high || *high > kMaxThink) {
    return Error{fmt::format("invalid range '{}': expected LOW..HIGH, at most 1h", text)};
  }
  return ThinkTime{*low, *high};
}

Expected<Level> parse_level(std::string_view text) {
  for (const std::string_view unit : {"users", "user"}) {
    if (!text.ends_with(unit)) continue;
    const std::string_view digits = trim(text.substr(0, text.size() - unit.size()));
    if (const auto count = parse_number<double>(digits)) return Level(users(*count));
    return Error{fmt::format("expected a number of users, such as 20 users, got '{}'", text)};
  }
  if (text.find('/') == text.npos) {
    return Error{fmt::format(
        "expected a rate or a number of users, such as 50/s or 20 users, got '{}'", text)};
  }
  const Expected<Rate> rate = parse_rate(text);
  if (!rate) return rate.error();
  return Level(*rate);
}

}  // namespace

Error ProfileReader::error() const {
  Mistakes all(source_);
  for (const auto& [line, message] : mistakes_) all.add(line, message);
  return all.error();
}

bool ProfileReader::is_map(const YamlNode& node, std::string_view what) {
  if (node.kind == YamlNode::Kind::kMap) return true;
  add_mistake(node.line, fmt::format("{} must be a map, got {}", what, kind_name(node)));
  return false;
}

bool ProfileReader::is_map(const YamlNode& node, std::string_view what,
                           const std::vector<std::string>& keys) {
  if (node.kind != YamlNode::Kind::kMap) {
    add_mistake(node.line, fmt::format("{} must be a map with the keys {}, got {}", what,
                                       fmt::join(keys, ", "), kind_name(node)));
    return false;
  }
  for (const YamlEntry& entry : node.entries) {
    if (std::find(keys.begin(), keys.end(), entry.key) != keys.end()) continue;
    add_mistake(entry.line,
                fmt::format("unknown key '{}' in {}: expected one of {}{}", entry.key, what,
                            fmt::join(keys, ", "), did_you_mean(entry.key, keys)));
  }
  return true;
}

bool ProfileReader::is_list(const YamlNode& node, std::string_view what) {
  if (node.kind == YamlNode::Kind::kSequence) return true;
  add_mistake(node.line, fmt::format("{} must be a list, got {}", what, kind_name(node)));
  return false;
}

std::optional<std::string> ProfileReader::text(const YamlEntry& entry) {
  if (entry.value.kind == YamlNode::Kind::kScalar) return entry.value.text;
  add_mistake(entry.line, fmt::format("'{}' must be a text or a number, got {}", entry.key,
                                      kind_name(entry.value)));
  return std::nullopt;
}

std::optional<std::uint64_t> ProfileReader::whole_number(const YamlEntry& entry, std::uint64_t low,
                                                         std::uint64_t high) {
  const auto digits = text(entry);
  if (!digits) return std::nullopt;
  const auto number = parse_number<std::uint64_t>(*digits);
  if (number && *number >= low && *number <= high) return number;
  add_mistake(entry.line, fmt::format("{}: expected a whole number from {} to {}, got '{}'",
                                      entry.key, low, high, *digits));
  return std::nullopt;
}

std::optional<double> ProfileReader::number(const YamlEntry& entry, double low, double high) {
  const auto digits = text(entry);
  if (!digits) return std::nullopt;
  const auto number = parse_number<double>(*digits);
  if (number && *number >= low && *number <= high) return number;
  add_mistake(entry.line, fmt::format("{}: expected a number from {} to {}, got '{}'", entry.key,
                                      low, high, *digits));
  return std::nullopt;
}

std::optional<Duration> ProfileReader::duration(const YamlEntry& entry) {
  const auto read = text(entry);
  return read ? taken(entry.line, entry.key, parse_duration(*read)) : std::nullopt;
}

std::optional<ThinkTime> ProfileReader::think(const YamlEntry& entry) {
  const auto read = text(entry);
  return read ? taken(entry.line, entry.key, parse_think(*read)) : std::nullopt;
}

std::optional<Level> ProfileReader::level(const YamlEntry& entry) {
  const auto read = text(entry);
  return read ? taken(entry.line, entry.key, parse_level(trim(*read))) : std::nullopt;
}

std::optional<Template> ProfileReader::text_template(const YamlEntry& entry, const Names& names) {
  const auto read = text(entry);
  return read ? taken(entry.line, entry.key, parse_template(*read, names)) : std::nullopt;
}

std::optional<Template> ProfileReader::path_template(const YamlEntry& entry, const Names& names) {
  const auto read = text(entry);
  return read ? taken(entry.line, entry.key, parse_path_template(*read, names)) : std::nullopt;
}

ProfileStep::Fields ProfileReader::fields(const YamlEntry& entry, const Names& names) {
  ProfileStep::Fields fields;
  if (!is_map(entry.value, "'" + entry.key + "'")) return fields;
  for (const YamlEntry& one : entry.value.entries) {
    const bool header = entry.key == "headers";
    if (header && !is_token(one.key)) {
      add_mistake(one.line, fmt::format("invalid header name '{}'", one.key));
      continue;
    }
    if (header && is_framing_field(one.key)) {
      add_mistake(one.line, framing_field_text(one.key));
      continue;
    }
    const bool breaks = header && one.value.text.find_first_of("\r\n") != std::string::npos;
    if (breaks) {
      add_mistake(one.line, fmt::format("the value of header '{}' contains a line break", one.key));
    }
    if (auto value = text_template(one, names)) fields.emplace_back(one.key, *std::move(value));
  }
  return fields;
}

}  // namespace traffic::detail
