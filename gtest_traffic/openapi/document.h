// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "gtest_traffic/data/lined_json.h"

namespace traffic::openapi {

// Holds one file of an API's description.
struct Document {
  std::string uri;   // absolute: `file:///api/root.yaml`, `http://host/openapi.json`
  std::string name;  // for messages: the path of a file, or the URL
  detail::LinedJson json;
};

// Refers to a value in a document. A value type; the document must outlive it.
struct Place {
  const Document* document = nullptr;
  const boost::json::value* value = nullptr;

  explicit operator bool() const { return value != nullptr; }

  int line() const { return value == nullptr ? 0 : document->json.line_of(*value); }
  std::string text() const;  // `root.yaml:12`

  // Returns the value as an object, or null.
  const boost::json::object* object() const;

  // Return a member of the object, or a place without a value, an empty text, or false.
  Place member(std::string_view key) const;
  std::string_view text_of(std::string_view key) const;
  bool flag(std::string_view key) const;
};

}  // namespace traffic::openapi
