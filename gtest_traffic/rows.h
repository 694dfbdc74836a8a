// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/json_literal.h"
#include "gtest_traffic/location.h"

namespace traffic {

// Gives access to the values of one row. A handle that is cheap to copy and valid until the program
// ends.
class Row {
 public:
  Row() = default;

  // Returns the value of a column: a text from a CSV file, else the JSON or YAML value. Throws
  // MissingValue if there is none; this ends the iteration with a failed check.
  JsonNode operator[](std::string_view column) const;

  // Tells whether there is a row. A journey without `.rows` has no row.
  explicit operator bool() const { return data_ != nullptr; }

  // Returns the name of the row. It contains only [A-Za-z0-9_].
  const std::string& name() const;

  // Returns the source and the values on one line, with secrets hidden:
  // `users.csv:4 {"email":"a@b.c"}`.
  std::string description() const;

 private:
  friend class Rows;
  struct Data;
  explicit Row(const Data* data) : data_(data) {}
  const Data* data_ = nullptr;
};

// Holds the rows of data for a journey, which runs as one test for each row. A value type; copies
// share the rows. Thread-safe after the tests have started.
class Rows {
 public:
  Rows() = default;  // no rows

  // Names the rows by the values of a column instead of numbers from 1. Characters other than
  // [A-Za-z0-9_] become `_`.
  Rows named_by(std::string_view column) &&;

  bool given() const { return state_ != nullptr; }
  std::size_t size() const;
  const std::string& source() const;  // the name of the file
  Row operator[](std::size_t index) const;

  // Returns the next row. After the last row, starts again with the first.
  Row take() const;

  // Returns the mistakes in the rows, one line each, or an empty text.
  const std::string& mistakes() const;

 private:
  friend Rows rows_from(const std::string& path, Location location);
  friend Rows rows(std::initializer_list<JsonLiteral> objects, Location location);
  struct State;
  std::shared_ptr<State> state_;
};

// Reads rows from a CSV, JSON or YAML file; see read_table. A relative path is relative to the
// directory in TRAFFIC_DATA_DIR. If that variable is not set, the path is relative to the calling
// source file. Mistakes are stored and reported when the program starts.
Rows rows_from(const std::string& path, Location location = Location::current());

// Makes rows from literal values: `rows({{{"card", "visa"}}, {{"card", "amex"}}})`.
Rows rows(std::initializer_list<JsonLiteral> objects, Location location = Location::current());

}  // namespace traffic
