// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace traffic::detail {

// Holds one record of a CSV text.
struct CsvRecord {
  int line = 0;  // first line of the record, from 1
  std::vector<std::string> fields;
};

// Describes a mistake in one line of a text.
struct LineMistake {
  int line = 0;
  std::string message;
};

// Reads CSV (RFC 4180) record by record. Commas separate the fields. Quoted fields can contain
// commas, line breaks and doubled quotes. Lines end with CRLF or LF. Skips a byte order mark and
// blank lines. Continues after a mistake. The text must outlive the reader.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text);

  // Reads the next record and reuses the memory of `record`. Returns false at the end.
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

}  // namespace traffic::detail
