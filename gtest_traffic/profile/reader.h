// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/data/yaml.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/profile/profile_file.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {

// Reads values of a YAML file and collects the mistakes. Each function that returns an optional has
// already reported the mistake if the result is empty.
class ProfileReader {
 public:
  explicit ProfileReader(std::string_view source) : source_(source) {}

  void add_mistake(int line, std::string_view message) {
    mistakes_.insert({line, std::string(message)});
  }
  bool has_no_mistakes() const { return mistakes_.empty(); }
  Error error() const;  // sorted by line; reports a mistake once, even if several journeys share it

  // Returns whether a node is a map that has only known keys. Reports a mistake if not.
  bool is_map(const YamlNode& node, std::string_view what, const std::vector<std::string>& keys);
  bool is_map(const YamlNode& node, std::string_view what);
  bool is_list(const YamlNode& node, std::string_view what);

  std::optional<std::string> text(const YamlEntry& entry);
  std::optional<std::uint64_t> whole_number(const YamlEntry& entry, std::uint64_t low,
                                            std::uint64_t high);
  std::optional<double> number(const YamlEntry& entry, double low, double high);
  std::optional<Duration> duration(const YamlEntry& entry);
  std::optional<ThinkTime> think(const YamlEntry& entry);
  std::optional<Level> level(const YamlEntry& entry);  // `50/s` or `20 users`
  std::optional<Template> text_template(const YamlEntry& entry, const Names& names);
  std::optional<Template> path_template(const YamlEntry& entry, const Names& names);

  // Reads pairs of a name and a text, such as headers, a query or a form.
  ProfileStep::Fields fields(const YamlEntry& entry, const Names& names);

 private:
  template <class T>
  std::optional<T> taken(int line, std::string_view key, Expected<T> value) {
    if (value) return *std::move(value);
    add_mistake(line, std::string(key) + ": " + value.error().message);
    return std::nullopt;
  }

  std::string source_;
  std::set<std::pair<int, std::string>> mistakes_;
};

// Reads the list of stages.
std::vector<Stage> read_shape(ProfileReader& reader, const YamlEntry& entry);

// Holds the values of a file that apply to each of its journeys.
struct ProfileDefaults {
  const YamlEntry* variables = nullptr;
  const YamlEntry* headers = nullptr;
  std::optional<ThinkTime> think;  // between steps
  Names names = {};                // the captures of `set_up`
  std::size_t slots = 0;           // taken by `set_up`
};

// Tells whether a text is a name of letters, digits and `_`.
bool is_word(std::string_view text);

// Reads the steps that each user runs once. Adds their captures to `defaults` for the journeys.
ProfileJourney read_set_up(ProfileReader& reader, const YamlEntry& entry,
                           ProfileDefaults& defaults);

ProfileJourney read_journey(ProfileReader& reader, const YamlNode& node,
                            const ProfileDefaults& defaults);

// Reads one step. Adds the names of its captures to `names` for the steps after it.
ProfileStep read_step(ProfileReader& reader, const YamlNode& node, Names& names,
                      std::size_t& slots);

}  // namespace traffic::detail
