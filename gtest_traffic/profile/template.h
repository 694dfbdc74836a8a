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

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/data/fake.h"

namespace traffic {

// What a name stands for in an iteration: as a text, and as JSON.
struct SlotValue {
  std::string text;
  std::string json;
};

// One stretch of a template.
struct Piece {
  enum class Kind : std::uint8_t { kLiteral, kSlot, kFake, kSecret };
  using Generator = SlotValue (*)(Fake& fake, double low, double high);

  Kind kind = Kind::kLiteral;
  std::string text;               // the literal, or the secret's name until it is bound
  std::size_t slot = 0;           // of a capture or a variable
  Generator generator = nullptr;  // of made-up data
  double low = 0, high = 0;
};

// A text with `${…}` in it, whose names are resolved. A value; read-only while a load runs.
using Template = std::vector<Piece>;

// The names that a template may use at its place: to slots, or to templates that stand for them.
struct Names {
  std::map<std::string, std::size_t> slots = {};
  std::map<std::string, Template> constants = {};
  std::map<std::string, std::string> json_constants = {};  // numbers and the like, as JSON
};

// Parses `${name}`, `${fake.email}`, `${fake.number(1, 6)}` and `${secret.API_KEY}`; `$$` is a
// dollar. Errors name the nearest known name.
Expected<Template> parse_template(std::string_view text, const Names& names);

// Makes a template of JSON text: `${…}` within a string is part of it; where it is the whole
// string, the value keeps its kind.
Expected<Template> parse_json_template(const boost::json::value& json, const Names& names);

// Appends what a template stands for now.
void render(const Template& text, const std::vector<SlotValue>& slots, Fake& fake,
            std::string& out);

// The same into JSON text.
void render_json(const Template& text, const std::vector<SlotValue>& slots, Fake& fake,
                 std::string& out);

// Tells whether a template is the same in every iteration.
bool is_constant(const Template& text);

}  // namespace traffic
