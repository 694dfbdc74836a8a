// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json_literal.h"

#include <algorithm>
#include <boost/json/serializer.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <utility>

#include "gtest_traffic/base/per_thread.h"

namespace traffic {
namespace {

// Appends the output of the serializer.
void append_rest(std::string& out, boost::json::serializer& serializer) {
  char chunk[1024];
  while (!serializer.done()) {
    const auto part = serializer.read(chunk);
    out.append(part.data(), part.size());
  }
}

// Reused, because a serializer that stops between chunks allocates a stack for its state.
boost::json::serializer& thread_serializer() {
  return detail::per_thread([] { return boost::json::serializer(); });
}

template <class Json>
void append_json(std::string& out, const Json& json) {
  boost::json::serializer& serializer = thread_serializer();
  if constexpr (std::same_as<Json, std::string_view>) {
    serializer.reset(boost::json::string_view(json.data(), json.size()));
  } else {
    serializer.reset(&json);
  }
  append_rest(out, serializer);
}

template <class Integer>
void append_integer(std::string& out, Integer number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, end.ptr);
}

void append_text(std::string& out, std::string_view text) {
  const auto plain = [](unsigned char c) { return c >= 0x20 && c != '"' && c != '\\'; };
  if (!std::all_of(text.begin(), text.end(), plain)) return append_json(out, text);
  out += '"';
  out += text;
  out += '"';
}

boost::json::value json_array(const detail::JsonItems& items, boost::json::storage_ptr storage) {
  boost::json::array array(std::move(storage));
  items.visit(items.container, &array,
              [](void* state, std::string_view /*name*/, const JsonLiteral& item) {
                auto& to = *static_cast<boost::json::array*>(state);
                to.emplace_back(item.json(to.storage()));
              });
  return array;
}

boost::json::value json_object(const detail::JsonItems& items, boost::json::storage_ptr storage) {
  boost::json::object object(std::move(storage));
  items.visit(
      items.container, &object, [](void* state, std::string_view name, const JsonLiteral& item) {
        auto& to = *static_cast<boost::json::object*>(state);
        to.emplace(boost::json::string_view(name.data(), name.size()), item.json(to.storage()));
      });
  return object;
}

}  // namespace

bool JsonLiteral::is_field() const {
  return kind_ == Kind::kList && list_.size() == 2 && list_.begin()->kind_ == Kind::kText;
}

bool JsonLiteral::is_object_list() const {
  return std::all_of(list_.begin(), list_.end(),
                     [](const JsonLiteral& item) { return item.is_field(); });
}

void JsonLiteral::append_to(std::string& out) const {
  switch (kind_) {
    case Kind::kNull:
      out += "null";
      return;
    case Kind::kBool:
      out += bool_ ? "true" : "false";
      return;
    case Kind::kSigned:
      return append_integer(out, signed_);
    case Kind::kUnsigned:
      return append_integer(out, unsigned_);
    case Kind::kDouble:
      return append_json(out, boost::json::value(double_));
    case Kind::kText:
      return append_text(out, text_);
    case Kind::kList:
      return append_list(out);
    case Kind::kValue:
      return append_json(out, *value_);
    case Kind::kArray:
      return append_json(out, *array_);
    case Kind::kObject:
      return append_json(out, *object_);
    case Kind::kItems:
    case Kind::kMembers:
      return append_items(out);
  }
}

void JsonLiteral::append_list(std::string& out) const {
  const bool object = is_object_list();
  const char open = object ? '{' : '[';
  char before = open;
  for (auto item = list_.begin(); item != list_.end(); ++item) {
    if (!object) {
      out += std::exchange(before, ',');
      item->append_to(out);
      continue;
    }
    const JsonLiteral* const field = item->list_.begin();
    const bool repeated = std::any_of(list_.begin(), item, [&](const JsonLiteral& earlier) {
      return earlier.list_.begin()->text_ == field->text_;
    });
    if (repeated) continue;
    out += std::exchange(before, ',');
    append_text(out, field->text_);
    out += ':';
    field[1].append_to(out);
  }
  if (before == open) out += open;
  out += object ? '}' : ']';
}

void JsonLiteral::append_items(std::string& out) const {
  struct State {
    std::string& out;
    bool object;
    char before;
  };
  const bool object = kind_ == Kind::kMembers;
  State state{out, object, object ? '{' : '['};
  items_.visit(items_.container, &state,
               [](void* given, std::string_view name, const JsonLiteral& item) {
                 State& to = *static_cast<State*>(given);
                 to.out += std::exchange(to.before, ',');
                 if (to.object) {
                   append_text(to.out, name);
                   to.out += ':';
                 }
                 item.append_to(to.out);
               });
  if (state.before != ',') out += state.before;
  out += object ? '}' : ']';
}

boost::json::value JsonLiteral::json(boost::json::storage_ptr storage) const {
  switch (kind_) {
    case Kind::kNull:
      return boost::json::value(nullptr, std::move(storage));
    case Kind::kBool:
      return boost::json::value(bool_, std::move(storage));
    case Kind::kSigned:
      return boost::json::value(signed_, std::move(storage));
    case Kind::kUnsigned:
      return boost::json::value(unsigned_, std::move(storage));
    case Kind::kDouble:
      return boost::json::value(double_, std::move(storage));
    case Kind::kText:
      return boost::json::value(boost::json::string_view(text_.data(), text_.size()),
                                std::move(storage));
    case Kind::kValue:
      return boost::json::value(*value_, std::move(storage));
    case Kind::kArray:
      return boost::json::value(*array_, std::move(storage));
    case Kind::kObject:
      return boost::json::value(*object_, std::move(storage));
    case Kind::kItems:
      return json_array(items_, std::move(storage));
    case Kind::kMembers:
      return json_object(items_, std::move(storage));
    case Kind::kList:
      break;
  }
  if (is_object_list()) {
    boost::json::object object(storage);
    object.reserve(list_.size());
    for (const JsonLiteral& item : list_) {
      const JsonLiteral* const field = item.list_.begin();
      object.emplace(boost::json::string_view(field->text_.data(), field->text_.size()),
                     field[1].json(storage));
    }
    return object;
  }
  boost::json::array array(storage);
  array.reserve(list_.size());
  for (const JsonLiteral& item : list_) array.emplace_back(item.json(storage));
  return array;
}

}  // namespace traffic
