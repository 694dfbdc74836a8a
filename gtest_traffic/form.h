// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "gtest_traffic/body.h"
#include "gtest_traffic/path.h"

namespace traffic {

// Holds one field of a form: a text, a number, a bool or a JSON value.
struct FormField {
  std::string_view name = {};
  PathValue value = {};
};

// Makes an `application/x-www-form-urlencoded` body: `form({{"a", 1}, {"b", "x y"}})` sends
// `a=1&b=x+y`. Fields keep their order, and names can repeat.
Body form(std::initializer_list<FormField> fields);

namespace detail {

// Appends a text in the form encoding of the URL standard (https://url.spec.whatwg.org, section
// 5.2).
void append_form_encoded(std::string& out, std::string_view text);

}  // namespace detail
}  // namespace traffic
