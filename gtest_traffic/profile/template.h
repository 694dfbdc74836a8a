// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/fake.h"

namespace traffic::detail {

// Holds the value of a name in one iteration, as text and as JSON.
struct SlotValue {
  std::string text;
  std::string json;
};

// Returns a text as the value of a name, as text and as JSON.
SlotValue slot_of_text(std::string text);

// One part of a template.
struct Piece {
  enum class Kind : std::uint8_t { kLiteral, kSlot, kFake, kSecret };
  using Generator = SlotValue (*)(Fake& fake, double low, double high);

  Kind kind = Kind::kLiteral;
  // The literal text or the secret. bind_secrets replaces the secret's name with its value.
  std::string text;
  std::size_t slot = 0;           // the slot of a capture or a variable
  Generator generator = nullptr;  // the generator of fake data
  double low = 0, high = 0;
};

// A text with resolved `${…}` placeholders. A value type; read-only during a load.
using Template = std::vector<Piece>;

// Holds the names that a template can use. Maps each name to a slot or to a constant template.
struct Names {
  std::map<std::string, std::size_t> slots = {};
  std::map<std::string, Template> constants = {};
  // Constants that are not strings, as JSON text.
  std::map<std::string, std::string> json_constants = {};
};

// Parses `${name}`, `${fake.email}`, `${fake.number(1, 6)}` and `${secret.API_KEY}`. `$${` is the
// text `${`; any other dollar sign is text. Errors suggest the most similar known name.
Expected<Template> parse_template(std::string_view text, const Names& names);

// Does the same for a URL or its path. Percent-encodes constant values, except one at the start,
// which is the beginning of the URL. Percent-encodes braces, so that `{}` is only a placeholder.
Expected<Template> parse_path_template(std::string_view text, const Names& names);

// Makes a template of JSON text. A `${…}` within a longer string becomes part of the string. A
// `${…}` that is the whole string keeps the JSON kind of its value.
Expected<Template> parse_json_template(const boost::json::value& json, const Names& names);

// Appends the text of a template with the current values.
void render(const Template& text, const std::vector<SlotValue>& slots, Fake& fake,
            std::string& out);

// Appends the JSON text of a template with the current values.
void render_json(const Template& text, const std::vector<SlotValue>& slots, Fake& fake,
                 std::string& out);

// Returns whether a template has the same text in every iteration.
bool is_constant(const Template& text);

}  // namespace traffic::detail
