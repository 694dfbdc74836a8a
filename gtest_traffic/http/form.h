// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "gtest_traffic/http/body.h"
#include "gtest_traffic/http/path.h"

namespace traffic {

// One field of a form: a text, a number, a bool or a JSON value.
struct FormField {
  std::string_view name;
  PathValue value;
};

// Makes an `application/x-www-form-urlencoded` body: `form({{"a", 1}, {"b", "x y"}})` sends
// `a=1&b=x+y`. Fields keep their order, and a name may stand twice.
Body form(std::initializer_list<FormField> fields);

// Appends text as the URL standard encodes a form (https://url.spec.whatwg.org, §5.2).
void append_form_encoded(std::string& out, std::string_view text);

}  // namespace traffic
