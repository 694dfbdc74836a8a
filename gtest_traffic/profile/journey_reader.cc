// SPDX-License-Identifier: Apache-2.0
// Reads the journeys of a profile, and the steps of its `set_up`.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/json_writer.h"
#include "gtest_traffic/profile/keys.h"
#include "gtest_traffic/profile/reader.h"

namespace traffic::detail {
namespace {

// Stores constants as values. A template with generated data becomes a variable that is rendered
// once per iteration.
void read_variables(ProfileReader& reader, const YamlEntry* entry, Names& names,
                    ProfileJourney& journey) {
  if (entry == nullptr || !reader.is_map(entry->value, "'variables'")) return;
  for (const YamlEntry& one : entry->value.entries) {
    if (!is_word(one.key)) {
      reader.add_mistake(
          one.line,
          fmt::format("invalid name of a variable '{}': use only letters, digits and _", one.key));
      continue;
    }
    auto value = reader.text_template(one, names);
    if (!value) continue;
    names.json_constants.erase(one.key);
    if (is_constant(*value)) {
      names.slots.erase(one.key);
      names.constants[one.key] = *std::move(value);
      const boost::json::value json = to_json(one.value);
      if (!json.is_string()) names.json_constants[one.key] = json_text_of(json);
      continue;
    }
    names.constants.erase(one.key);
    names.slots[one.key] = journey.slots;
    journey.variables.emplace_back(journey.slots++, *std::move(value));
  }
}

// Returns those headers of the file that use only known variables.
ProfileStep::Fields known_headers(ProfileReader& reader, const YamlEntry& entry,
                                  const Names& names) {
  YamlEntry known = entry;
  std::erase_if(known.value.entries, [&](const YamlEntry& one) {
    return one.value.kind == YamlNode::Kind::kScalar && !parse_template(one.value.text, names);
  });
  return reader.fields(known, names);
}

// Adds the headers of the file that the step does not set itself.
void add_headers(const ProfileStep::Fields& headers, ProfileStep& step) {
  for (const auto& header : headers) {
    const bool given = std::any_of(step.headers.begin(), step.headers.end(), [&](const auto& one) {
      return equals_ignoring_case(one.first, header.first);
    });
    if (!given) step.headers.push_back(header);
  }
}

// Adds the headers and the think time of the file to the steps of a journey.
void add_defaults(const ProfileStep::Fields& headers, std::optional<ThinkTime> think,
                  ProfileJourney& journey) {
  for (ProfileStep& step : journey.steps) {
    const bool is_last = &step == &journey.steps.back();
    if (step.method && !step.think && !is_last) step.think = think;
    add_headers(headers, step);
  }
}

}  // namespace

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) != 0 || c == '_');
  });
}

// A header of the file may use a capture of `set_up`. It is then not sent before that capture.
ProfileJourney read_set_up(ProfileReader& reader, const YamlEntry& entry,
                           ProfileDefaults& defaults) {
  ProfileJourney set_up;
  set_up.line = entry.line;
  set_up.name = "set_up";
  if (!reader.is_list(entry.value, "'set_up'")) return set_up;
  Names names;
  read_variables(reader, defaults.variables, names, set_up);
  const Names variables = names;
  for (const YamlNode& item : entry.value.items) {
    ProfileStep::Fields headers;
    if (defaults.headers != nullptr) headers = known_headers(reader, *defaults.headers, names);
    set_up.steps.push_back(read_step(reader, item, names, set_up.slots));
    add_headers(headers, set_up.steps.back());
  }
  for (const auto& [name, slot] : names.slots) {
    if (!variables.slots.contains(name)) defaults.names.slots.emplace(name, slot);
  }
  defaults.slots = set_up.slots;
  return set_up;
}

ProfileJourney read_journey(ProfileReader& reader, const YamlNode& node,
                            const ProfileDefaults& defaults) {
  ProfileJourney journey;
  journey.line = node.line;
  journey.slots = defaults.slots;
  if (!reader.is_map(node, "a journey", profile_keys::kJourney)) return journey;
  Names names = defaults.names;
  std::optional<ThinkTime> think = defaults.think;
  const YamlEntry* own = nullptr;
  const YamlNode* steps = nullptr;
  for (const YamlEntry& entry : node.entries) {
    if (entry.key == "name") {
      journey.name = reader.text(entry).value_or("");
    } else if (entry.key == "weight") {
      journey.weight = reader.number(entry, 0, 1e6).value_or(1);
    } else if (entry.key == "think") {
      think = reader.think(entry);
    } else if (entry.key == "variables") {
      own = &entry;
    } else if (entry.key == "steps") {
      steps = &entry.value;
    } else if (entry.key == "tags" && reader.is_list(entry.value, "'tags'")) {
      for (const YamlNode& item : entry.value.items) {
        if (auto tag = reader.text({"tags", item.line, item})) journey.tags.push_back(*tag);
      }
    }
  }
  if (!is_word(journey.name)) {
    reader.add_mistake(node.line,
                       fmt::format("a journey requires a name of letters, digits and _{}",
                                   journey.name.empty() ? "" : ", got '" + journey.name + "'"));
  }
  read_variables(reader, defaults.variables, names, journey);
  read_variables(reader, own, names, journey);
  if (steps == nullptr || steps->kind != YamlNode::Kind::kSequence || steps->items.empty()) {
    reader.add_mistake(node.line, "the journey has no steps; add a list 'steps'");
    return journey;
  }
  ProfileStep::Fields headers;
  if (defaults.headers != nullptr) headers = reader.fields(*defaults.headers, names);
  for (const YamlNode& item : steps->items) {
    journey.steps.push_back(read_step(reader, item, names, journey.slots));
  }
  add_defaults(headers, think, journey);
  return journey;
}

}  // namespace traffic::detail
