// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/profile/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <iterator>

#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace {

std::string json_text(std::string_view text) {
  return boost::json::serialize(boost::json::string(text));
}

SlotValue of_text(std::string text) {
  std::string json = json_text(text);
  return {std::move(text), std::move(json)};
}

SlotValue of_number(const std::string& digits) { return {digits, digits}; }

struct Generator {
  std::string_view name;
  bool has_bounds;
  Piece::Generator make;
};

constexpr Generator kGenerators[] = {
    {"first_name", false, [](Fake& f, double, double) { return of_text(f.first_name()); }},
    {"last_name", false, [](Fake& f, double, double) { return of_text(f.last_name()); }},
    {"name", false, [](Fake& f, double, double) { return of_text(f.name()); }},
    {"email", false, [](Fake& f, double, double) { return of_text(f.email()); }},
    {"phone", false, [](Fake& f, double, double) { return of_text(f.phone()); }},
    {"company", false, [](Fake& f, double, double) { return of_text(f.company()); }},
    {"street", false, [](Fake& f, double, double) { return of_text(f.street()); }},
    {"city", false, [](Fake& f, double, double) { return of_text(f.city()); }},
    {"country", false, [](Fake& f, double, double) { return of_text(f.country()); }},
    {"postcode", false, [](Fake& f, double, double) { return of_text(f.postcode()); }},
    {"word", false, [](Fake& f, double, double) { return of_text(f.word()); }},
    {"sentence", false, [](Fake& f, double, double) { return of_text(f.sentence()); }},
    {"uuid", false, [](Fake& f, double, double) { return of_text(f.uuid()); }},
    {"number", true,
     [](Fake& f, double low, double high) {
       return of_number(fmt::format(
           "{}", f.number(static_cast<std::int64_t>(low), static_cast<std::int64_t>(high))));
     }},
    {"amount", true,
     [](Fake& f, double low, double high) {
       return of_number(fmt::format("{:.2f}", f.amount(low, high)));
     }},
};

std::optional<double> parse_bound(std::string_view text) {
  const auto number = parse_number<double>(trim(text));
  if (!number || !std::isfinite(*number) || std::abs(*number) > 1e12) return std::nullopt;
  return number;
}

Expected<Piece> fake_piece(std::string_view call) {
  const auto open = call.find('(');
  const std::string_view name = call.substr(0, open);
  const auto* const found = std::find_if(std::begin(kGenerators), std::end(kGenerators),
                                         [&](const Generator& one) { return one.name == name; });
  if (found == std::end(kGenerators)) {
    std::vector<std::string> known;
    for (const Generator& one : kGenerators) known.emplace_back(one.name);
    return Error{fmt::format("unknown generator 'fake.{}': expected one of {}{}", name,
                             fmt::join(known, ", "), did_you_mean(name, known))};
  }
  Piece piece{.kind = Piece::Kind::kFake, .generator = found->make};
  if (!found->has_bounds) {
    if (open == call.npos) return piece;
    return Error{fmt::format("'fake.{0}' takes no bounds; write ${{fake.{0}}}", name)};
  }
  const auto comma = call.find(',');
  if (open != call.npos && comma != call.npos && call.ends_with(')')) {
    const auto low = parse_bound(call.substr(open + 1, comma - open - 1));
    const auto high = parse_bound(call.substr(comma + 1, call.size() - comma - 2));
    if (low && high && *low <= *high) {
      piece.low = *low;
      piece.high = *high;
      return piece;
    }
  }
  return Error{fmt::format(
      "'fake.{0}' requires two bounds, the lower one first: ${{fake.{0}(1, 10)}}", name)};
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
    append(to, boost::json::serialize(json));
  }
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

Expected<Template> parse_template(std::string_view text, const Names& names) {
  Template result;
  std::string literal;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$' || i + 1 == text.size() || (text[i + 1] != '{' && text[i + 1] != '$')) {
      literal += text[i];
      continue;
    }
    if (text[i + 1] == '$') {
      literal += text[i++];
      continue;
    }
    const auto end = text.find('}', i);
    if (end == text.npos) return Error{fmt::format("'{}' has no closing }}", text.substr(i))};
    append(result, std::exchange(literal, {}));
    Expected<Template> part = resolve(trim(text.substr(i + 2, end - i - 2)), names);
    if (!part) return part.error();
    append(result, std::move(*part));
    i = end;
  }
  append(result, literal);
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
    use(of_text(piece.text));
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
