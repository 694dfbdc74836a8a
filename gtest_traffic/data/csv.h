// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace traffic {

// One record of a CSV text.
struct CsvRecord {
  int line = 0;  // where it begins, from 1
  std::vector<std::string> fields;
};

// What is wrong at a line of a text.
struct LineMistake {
  int line = 0;
  std::string message;
};

// Reads CSV (RFC 4180) record by record: fields apart by commas, quoted ones may hold commas, line
// breaks and doubled quotes; lines end in CRLF or LF. A byte order mark and blank lines are passed
// over. Goes on after a mistake. Views its text.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text);

  // Reads the next record, reusing what `record` holds; false at the end.
  bool next(CsvRecord& record);

  const std::vector<LineMistake>& mistakes() const { return mistakes_; }

 private:
  void read_field(std::string& field);
  void read_quoted(std::string& field);
  bool at_line_end() const;
  void pass_line_end();

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<LineMistake> mistakes_;
};

}  // namespace traffic
