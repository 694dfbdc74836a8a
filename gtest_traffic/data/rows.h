// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/base/location.h"
#include "gtest_traffic/http/json_literal.h"

namespace traffic {

// Gives the values of one row. A handle, cheap to copy; valid as long as the program.
class Row {
 public:
  Row() = default;

  // Returns the value of a column: of a CSV file a text, else what JSON or YAML has there. Throws
  // MissingValue where there is none, which ends the iteration as a failed check.
  JsonNode operator[](std::string_view column) const;

  // Tells whether there is a row; a journey without `.rows` has none.
  explicit operator bool() const { return data_ != nullptr; }

  // Returns what tells it from the others: [A-Za-z0-9_] only.
  const std::string& name() const;

  // Returns place and values in one line, secrets hidden: `users.csv:4 {"email":"a@b.c"}`.
  std::string description() const;

 private:
  friend class Rows;
  struct Data;
  explicit Row(const Data* data) : data_(data) {}
  const Data* data_ = nullptr;
};

// The data that a journey is walked with, one test for each row. A value; copies share the rows.
// Thread-safe once the tests run.
class Rows {
 public:
  Rows() = default;  // none

  // Names the rows by a column instead of counting them from 1: what is no [A-Za-z0-9_] becomes
  // `_`.
  Rows named_by(std::string_view column) &&;

  bool given() const { return state_ != nullptr; }
  std::size_t size() const;
  const std::string& source() const;  // the file's name
  Row operator[](std::size_t index) const;

  // Returns the next row in turn, beginning anew after the last.
  Row take() const;

  // Returns what is wrong with them, a line for each mistake; empty when nothing is.
  const std::string& mistakes() const;

 private:
  friend Rows rows_from(const std::string& path, Location location);
  friend Rows rows(std::initializer_list<JsonLiteral> objects, Location location);
  struct State;
  std::shared_ptr<State> state_;
};

// Reads rows from a CSV, JSON or YAML file (see read_table). A relative path is looked for in the
// folder TRAFFIC_DATA_DIR, or without that variable beside the source file that calls this.
// Mistakes are kept for when the program starts.
Rows rows_from(const std::string& path, Location location = Location::current());

// Takes rows as they are written: `rows({{{"card", "visa"}}, {{"card", "amex"}}})`.
Rows rows(std::initializer_list<JsonLiteral> objects, Location location = Location::current());

}  // namespace traffic
