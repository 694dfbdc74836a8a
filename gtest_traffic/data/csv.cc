// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/csv.h"

namespace traffic::detail {

CsvReader::CsvReader(std::string_view text) : text_(text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
}

bool CsvReader::next(CsvRecord& record) {
  while (at_ < text_.size() && at_line_end()) pass_line_end();
  if (at_ >= text_.size()) return false;
  record.line = line_;
  std::size_t count = 0;
  for (bool more = true; more; ++count) {
    if (count == record.fields.size()) record.fields.emplace_back();
    record.fields[count].clear();
    read_field(record.fields[count]);
    more = at_ < text_.size() && text_[at_] == ',';
    if (more) ++at_;
  }
  record.fields.resize(count);
  pass_line_end();
  return true;
}

void CsvReader::read_field(std::string& field) {
  if (at_ < text_.size() && text_[at_] == '"') return read_quoted(field);
  bool quote = false;
  while (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) {
    quote = quote || text_[at_] == '"';
    field += text_[at_++];
  }
  if (quote) {
    mistakes_.push_back(
        {line_, "an unquoted field contains a quote; quote the field and double the quote"});
  }
}

void CsvReader::read_quoted(std::string& field) {
  const int begin = line_;
  ++at_;
  for (;; ++at_) {
    if (at_ >= text_.size()) {
      mistakes_.push_back({begin, "a quoted field starts here and does not end"});
      return;
    }
    if (text_[at_] == '"') {
      if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
      ++at_;  // a doubled quote stands for one quote
    }
    if (text_[at_] == '\n') ++line_;
    field += text_[at_];
  }
  ++at_;
  if (at_ >= text_.size() || text_[at_] == ',' || at_line_end()) return;
  mistakes_.push_back({line_, "text follows a closing quote; double the quotes inside a field"});
  while (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) ++at_;
}

bool CsvReader::at_line_end() const {
  if (text_[at_] == '\n') return true;
  return text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n');
}

void CsvReader::pass_line_end() {
  if (at_ >= text_.size()) return;
  if (text_[at_] == '\r') ++at_;
  if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  ++line_;
}

}  // namespace traffic::detail
