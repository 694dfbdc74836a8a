// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "gtest_traffic/body.h"
#include "gtest_traffic/file.h"
#include "gtest_traffic/path.h"

namespace traffic {

// Holds one part of a multipart form: a field, a file, or a body with its own content type and
// without a file name (RFC 7578, section 4.4): `{"meta", {{"title", "Holidays"}}}` is JSON.
struct Part {
  template <class T>
  requires std::constructible_from<PathValue, const T&> Part(std::string_view its_name,
                                                             const T& its_value)
      : name(its_name), value(its_value) {}
  // A template, so that braces are JSON instead of the members of a File.
  template <std::same_as<File> T>
  Part(std::string_view its_name, T its_file)
      : name(its_name), file(std::move(its_file)), is_file(true) {}
  Part(std::string_view its_name, Body its_body) : name(its_name), body(std::move(its_body)) {}

  std::string_view name = {};
  PathValue value = {};
  File file = {};
  Body body = {};
  bool is_file = false;
};

// Makes a `multipart/form-data` body (RFC 7578):
// `multipart({{"title", "Holidays"}, {"photo", file("beach.jpg", {.type = "image/jpeg"})}})`.
// Files on disk are streamed. Names and file names are sent as UTF-8. Quotes and control characters
// in them are percent-encoded, as browsers do.
Body multipart(std::initializer_list<Part> parts);

}  // namespace traffic
