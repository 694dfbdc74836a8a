// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/profile/reader.h"

#include <fmt/format.h>

#include <cctype>
#include <cstring>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"

namespace traffic {
namespace {

constexpr Duration kMaxThink = std::chrono::hours(1);

Expected<ThinkTime> parse_think(std::string_view text) {
  const auto dots = text.find("..");
  const auto low = parse_duration(trim(text.substr(0, dots)));
  if (!low) return low.error();
  const auto high = dots == text.npos ? low : parse_duration(trim(text.substr(dots + 2)));
  if (!high) return high.error();
  if (*low > *high || *high > kMaxThink) {
    return Error{fmt::format("'{}' is no range; write the shorter time first, 1h at most", text)};
  }
  return ThinkTime{*low, *high};
}

Expected<Level> parse_level(std::string_view text) {
  for (const std::string_view unit : {"users", "user"}) {
    if (!text.ends_with(unit)) continue;
    const std::string_view digits = trim(text.substr(0, text.size() - unit.size()));
    if (const auto count = parse_number<double>(digits)) return Level(users(*count));
    return Error{fmt::format("'{}' is no number of users; write 20 users", text)};
  }
  if (text.find('/') == text.npos) {
    return Error{fmt::format("'{}' is no level; write a rate as 50/s, or 20 users", text)};
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
  complain(node.line, fmt::format("{} is a map, this is {}", what, kind_name(node)));
  return false;
}

bool ProfileReader::is_map(const YamlNode& node, std::string_view what,
                           const std::vector<std::string>& keys) {
  if (node.kind != YamlNode::Kind::kMap) {
    complain(node.line, fmt::format("{} is a map of {}; this is {}", what, fmt::join(keys, ", "),
                                    kind_name(node)));
    return false;
  }
  for (const YamlEntry& entry : node.entries) {
    if (std::find(keys.begin(), keys.end(), entry.key) != keys.end()) continue;
    complain(entry.line, fmt::format("key '{}' of {} is none of {}{}", entry.key, what,
                                     fmt::join(keys, ", "), did_you_mean(entry.key, keys)));
  }
  return true;
}

bool ProfileReader::is_list(const YamlNode& node, std::string_view what) {
  if (node.kind == YamlNode::Kind::kSequence) return true;
  complain(node.line, fmt::format("{} is a list, this is {}", what, kind_name(node)));
  return false;
}

std::optional<std::string> ProfileReader::text(const YamlEntry& entry) {
  if (entry.value.kind == YamlNode::Kind::kScalar) return entry.value.text;
  complain(entry.line, fmt::format("'{}' needs a text or a number, this is {}", entry.key,
                                   kind_name(entry.value)));
  return std::nullopt;
}

std::optional<std::uint64_t> ProfileReader::whole(const YamlEntry& entry, std::uint64_t low,
                                                  std::uint64_t high) {
  const auto digits = text(entry);
  if (!digits) return std::nullopt;
  const auto number = parse_number<std::uint64_t>(*digits);
  if (number && *number >= low && *number <= high) return number;
  complain(entry.line, fmt::format("{}: '{}' is not a whole number of {} to {}", entry.key, *digits,
                                   low, high));
  return std::nullopt;
}

std::optional<double> ProfileReader::number(const YamlEntry& entry, double low, double high) {
  const auto digits = text(entry);
  if (!digits) return std::nullopt;
  const auto number = parse_number<double>(*digits);
  if (number && *number >= low && *number <= high) return number;
  complain(entry.line,
           fmt::format("{}: '{}' is not a number of {} to {}", entry.key, *digits, low, high));
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

ProfileStep::Fields ProfileReader::fields(const YamlEntry& entry, const Names& names) {
  ProfileStep::Fields fields;
  if (!is_map(entry.value, "'" + entry.key + "'")) return fields;
  for (const YamlEntry& one : entry.value.entries) {
    const bool header = entry.key == "headers";
    const auto is_token = [](unsigned char c) {
      return std::isalnum(c) != 0 || (c < 0x80 && c != 0 && std::strchr("!#$%&'*+-.^_`|~", c));
    };
    if (header && (one.key.empty() || !std::all_of(one.key.begin(), one.key.end(), is_token))) {
      complain(one.line, fmt::format("'{}' is no name of a header", one.key));
      continue;
    }
    const bool breaks = header && one.value.text.find_first_of("\r\n") != std::string::npos;
    if (breaks) complain(one.line, "the value of a header holds a line break");
    if (auto value = text_template(one, names)) fields.emplace_back(one.key, *std::move(value));
  }
  return fields;
}

}  // namespace traffic
