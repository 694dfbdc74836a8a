// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/csv.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Fields = std::vector<std::string>;

struct Read {
  std::vector<Fields> records;
  std::vector<int> lines;
  std::vector<std::string> mistakes;  // as `3: …`, with the line number
};

Read read(std::string_view text) {
  Read result;
  CsvReader reader(text);
  for (CsvRecord record; reader.next(record);) {
    result.records.push_back(record.fields);
    result.lines.push_back(record.line);
  }
  for (const LineMistake& mistake : reader.mistakes()) {
    result.mistakes.push_back(std::to_string(mistake.line) + ": " + mistake.message);
  }
  return result;
}

TEST(CsvReaderTest, ReadsFieldsAndLineNumbers) {
  const Read csv = read("a,b\r\n1,2\n3,4");
  EXPECT_THAT(csv.records, ElementsAre(Fields{"a", "b"}, Fields{"1", "2"}, Fields{"3", "4"}));
  EXPECT_THAT(csv.lines, ElementsAre(1, 2, 3));
  EXPECT_THAT(csv.mistakes, IsEmpty());
}

TEST(CsvReaderTest, KeepsSpecialCharactersInQuotedFields) {
  const Read csv = read("\"a,b\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",\"\"\nlast,x\n");
  EXPECT_THAT(csv.records, ElementsAre(Fields{"a,b", "say \"hi\""}, Fields{"two\r\nlines", ""},
                                       Fields{"last", "x"}));
  EXPECT_THAT(csv.lines, ElementsAre(1, 2, 4));
}

TEST(CsvReaderTest, KeepsEmptyFieldsAndSpaces) {
  EXPECT_THAT(read(",\n a ,b \n").records, ElementsAre(Fields{"", ""}, Fields{" a ", "b "}));
}

TEST(CsvReaderTest, SkipsByteOrderMarkAndBlankLines) {
  const Read csv = read("\xef\xbb\xbf\n\r\na\n\nb\n\n");
  EXPECT_THAT(csv.records, ElementsAre(Fields{"a"}, Fields{"b"}));
  EXPECT_THAT(csv.lines, ElementsAre(3, 5));
  EXPECT_THAT(read("").records, IsEmpty());
}

TEST(CsvReaderTest, KeepsLoneCarriageReturn) {
  EXPECT_THAT(read("a\rb,c\n").records, ElementsAre(Fields{"a\rb", "c"}));
}

TEST(CsvReaderTest, ReportsEveryErrorWithLine) {
  const Read csv = read("a,b\nx\"y,1\n\"x\"y,2\nok,3\n\"open,4\n");
  EXPECT_THAT(
      csv.mistakes,
      ElementsAre("2: an unquoted field contains a quote; quote the field and double the quote",
                  "3: text follows a closing quote; double the quotes inside a field",
                  "5: a quoted field starts here and does not end"));
  EXPECT_EQ(csv.records.size(), 5U);
}

}  // namespace
}  // namespace traffic::detail
