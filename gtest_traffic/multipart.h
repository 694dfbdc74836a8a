// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <initializer_list>
#include <string_view>

#include "gtest_traffic/body.h"
#include "gtest_traffic/file.h"
#include "gtest_traffic/path.h"

namespace traffic {

// Holds one part of a multipart form: a field or a file.
struct Part {
  template <class T>
  requires std::constructible_from<PathValue, const T&> Part(std::string_view its_name,
                                                             const T& its_value)
      : name(its_name), value(its_value) {}
  Part(std::string_view its_name, File its_file)
      : name(its_name), file(std::move(its_file)), is_file(true) {}

  std::string_view name = {};
  PathValue value = {};
  File file = {};
  bool is_file = false;
};

// Makes a `multipart/form-data` body (RFC 7578):
// `multipart({{"title", "Holidays"}, {"photo", file("beach.jpg", {.type = "image/jpeg"})}})`.
// Files on disk are streamed. Names and file names are sent as UTF-8. Quotes and control characters
// in them are percent-encoded, as browsers do.
Body multipart(std::initializer_list<Part> parts);

}  // namespace traffic
