// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/profile/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <optional>
#include <utility>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/json_writer.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/profile/fake_piece.h"

namespace traffic::detail {
namespace {

std::string json_text(std::string_view text) {
  return boost::json::serialize(boost::json::string(text));
}

Expected<Template> resolve(std::string_view name, const Names& names) {
  if (name.starts_with("fake.")) {
    const Expected<Piece> piece = fake_piece(name.substr(5));
    return piece ? Expected<Template>(Template{*piece}) : Expected<Template>(piece.error());
  }
  if (name.starts_with("secret.") && name.size() > 7) {
    return Template{{.kind = Piece::Kind::kSecret, .text = std::string(name.substr(7))}};
  }
  const std::string key(name);
  if (const auto slot = names.slots.find(key); slot != names.slots.end()) {
    return Template{{.kind = Piece::Kind::kSlot, .slot = slot->second}};
  }
  if (const auto constant = names.constants.find(key); constant != names.constants.end()) {
    return constant->second;
  }
  std::vector<std::string> known;
  for (const auto& [one, slot] : names.slots) known.push_back(one);
  for (const auto& [one, text] : names.constants) known.push_back(one);
  return Error{
      fmt::format("unknown name '{}'{}; ${{}} accepts a variable, a capture of an earlier step, "
                  "fake.NAME or secret.NAME",
                  name, did_you_mean(name, known))};
}

void append(Template& to, Template some) {
  for (Piece& piece : some) {
    const bool joins = piece.kind == Piece::Kind::kLiteral && !to.empty() &&
                       to.back().kind == Piece::Kind::kLiteral;
    if (joins) {
      to.back().text += piece.text;
    } else {
      to.push_back(std::move(piece));
    }
  }
}

void append(Template& to, std::string literal) {
  if (!literal.empty()) append(to, Template{{.text = std::move(literal)}});
}

std::string inside_quotes(std::string_view text) {
  const std::string json = json_text(text);
  return json.substr(1, json.size() - 2);
}

// Copies keys unchanged. Only values may contain names.
void append_json(const boost::json::value& json, const Names& names, Template& to,
                 std::string& mistakes) {
  const auto append_string = [&](std::string_view text) {
    if (text.starts_with("${") && text.find('}') == text.size() - 1) {
      const std::string name(trim(text.substr(2, text.size() - 3)));
      const auto constant = names.json_constants.find(name);
      if (constant != names.json_constants.end()) return append(to, constant->second);
    }
    Expected<Template> parsed = parse_template(text, names);
    if (!parsed) {
      mistakes += (mistakes.empty() ? "" : "; ") + parsed.error().message;
      return;
    }
    if (parsed->size() == 1 && parsed->front().kind != Piece::Kind::kLiteral) {
      return append(to, std::move(*parsed));
    }
    append(to, "\"");
    for (Piece& piece : *parsed) {
      if (piece.kind == Piece::Kind::kLiteral) piece.text = inside_quotes(piece.text);
    }
    append(to, std::move(*parsed));
    append(to, "\"");
  };
  if (const auto* const object = json.if_object()) {
    append(to, "{");
    bool first = true;
    for (const auto& [key, value] : *object) {
      append(to, (first ? "" : ",") + json_text(key) + ":");
      append_json(value, names, to, mistakes);
      first = false;
    }
    append(to, "}");
  } else if (const auto* const array = json.if_array()) {
    append(to, "[");
    bool first = true;
    for (const boost::json::value& value : *array) {
      if (!first) append(to, ",");
      append_json(value, names, to, mistakes);
      first = false;
    }
    append(to, "]");
  } else if (const auto* const text = json.if_string()) {
    append_string(*text);
  } else {
    append(to, json_text_of(json));
  }
}

// Calls `literal` for each text, and `name` for the name in each `${…}`. Of several dollar signs
// before a brace, each pair is a dollar sign.
template <class Literal, class Name>
std::optional<Error> split_template(std::string_view text, Literal literal, Name name) {
  while (!text.empty()) {
    const std::size_t dollar = std::min(text.find('$'), text.size());
    const std::size_t brace = std::min(text.find_first_not_of('$', dollar), text.size());
    const std::size_t dollars = brace - dollar;
    if (brace == text.size() || text[brace] != '{') {
      literal(text.substr(0, brace));
      text.remove_prefix(brace);
      continue;
    }
    literal(text.substr(0, dollar + dollars / 2));
    text.remove_prefix(brace);
    if (dollars % 2 == 0) {
      literal(text.substr(0, 1));
      text.remove_prefix(1);
      continue;
    }
    const std::size_t end = text.find('}');
    if (end == text.npos) return Error{fmt::format("'${}' has no closing }}", text)};
    if (auto error = name(trim(text.substr(1, end - 1)))) return error;
    text.remove_prefix(end + 1);
  }
  return std::nullopt;
}

std::string with_braces_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '{' || c == '}') {
      append_percent_encoded(out, {&c, 1});
    } else {
      out += c;
    }
  }
  return out;
}

// Returns whether the text changes from outside to inside a JSON string, or back.
bool toggles(std::string_view literal) {
  bool inside = false;
  for (std::size_t i = 0; i < literal.size(); ++i) {
    if (literal[i] == '\\') {
      ++i;
    } else if (literal[i] == '"') {
      inside = !inside;
    }
  }
  return inside;
}

}  // namespace

SlotValue slot_of_text(std::string text) {
  std::string json = json_text(text);
  return {std::move(text), std::move(json)};
}

Expected<Template> parse_template(std::string_view text, const Names& names) {
  Template result;
  auto error = split_template(
      text, [&](std::string_view literal) { append(result, std::string(literal)); },
      [&](std::string_view name) -> std::optional<Error> {
        Expected<Template> part = resolve(name, names);
        if (!part) return part.error();
        append(result, *std::move(part));
        return std::nullopt;
      });
  if (error) return *std::move(error);
  return result;
}

Expected<Template> parse_path_template(std::string_view text, const Names& names) {
  Template result;
  auto error = split_template(
      text, [&](std::string_view literal) { append(result, with_braces_encoded(literal)); },
      [&](std::string_view name) -> std::optional<Error> {
        Expected<Template> part = resolve(name, names);
        if (!part) return part.error();
        const bool is_start = result.empty();
        for (Piece& piece : *part) {
          if (piece.kind != Piece::Kind::kLiteral) continue;
          std::string value = std::exchange(piece.text, {});
          if (is_start) {
            piece.text = with_braces_encoded(value);
          } else {
            append_percent_encoded(piece.text, value);
          }
        }
        append(result, *std::move(part));
        return std::nullopt;
      });
  if (error) return *std::move(error);
  return result;
}

Expected<Template> parse_json_template(const boost::json::value& json, const Names& names) {
  Template result;
  std::string mistakes;
  append_json(json, names, result, mistakes);
  if (!mistakes.empty()) return Error{mistakes};
  return result;
}

namespace {

template <class Use>
void each_value(const Piece& piece, const std::vector<SlotValue>& slots, Fake& fake, Use use) {
  if (piece.kind == Piece::Kind::kSlot) {
    use(slots[piece.slot]);
  } else if (piece.kind == Piece::Kind::kFake) {
    use(piece.generator(fake, piece.low, piece.high));
  } else {
    use(slot_of_text(piece.text));
  }
}

}  // namespace

void render(const Template& text, const std::vector<SlotValue>& slots, Fake& fake,
            std::string& out) {
  for (const Piece& piece : text) {
    if (piece.kind == Piece::Kind::kLiteral) {
      out += piece.text;
    } else {
      each_value(piece, slots, fake, [&](const SlotValue& value) { out += value.text; });
    }
  }
}

void render_json(const Template& text, const std::vector<SlotValue>& slots, Fake& fake,
                 std::string& out) {
  bool inside = false;
  for (const Piece& piece : text) {
    if (piece.kind == Piece::Kind::kLiteral) {
      out += piece.text;
      inside ^= toggles(piece.text);
    } else {
      each_value(piece, slots, fake, [&](const SlotValue& value) {
        out += inside ? inside_quotes(value.text) : value.json;
      });
    }
  }
}

bool is_constant(const Template& text) {
  return std::all_of(text.begin(), text.end(), [](const Piece& piece) {
    return piece.kind == Piece::Kind::kLiteral || piece.kind == Piece::Kind::kSecret;
  });
}

}  // namespace traffic::detail
