// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/table.h"

#include <gmock/gmock.h>

#include <boost/json/serialize.hpp>

namespace traffic::detail {
namespace {

// Returns `line: row` for each row, or the mistakes.
std::string text(const Expected<Table>& table) {
  if (!table) return table.error().message;
  std::string result;
  for (const Table::Row& row : table->rows) {
    result += std::to_string(row.line) + ": " + boost::json::serialize(row.values) + "\n";
  }
  return result;
}

TEST(TableTest, ReadsCsv) {
  EXPECT_EQ(text(parse_csv_table("email,n\na@b.c,1\n\"x\ny\",\n", "u.csv")),
            "2: {\"email\":\"a@b.c\",\"n\":\"1\"}\n3: {\"email\":\"x\\ny\",\"n\":\"\"}\n");
  EXPECT_EQ(text(parse_csv_table("", "u.csv")), "");
}

TEST(TableTest, ReportsEveryErrorOfCsv) {
  EXPECT_EQ(text(parse_csv_table("a,,a\n1,2,3\n1\n1,2,3,4\n\"x\n", "u.csv")),
            "u.csv:1: column 2 has no name\n"
            "u.csv:1: two columns are named 'a'\n"
            "u.csv:3: expected 3 fields, as in the first line, got 1\n"
            "u.csv:4: expected 3 fields, as in the first line, got 4\n"
            "u.csv:5: expected 3 fields, as in the first line, got 1\n"
            "u.csv:5: a quoted field starts here and does not end");
}

TEST(TableTest, RejectsTextThatIsNotUtf8) {
  const std::string mistake =
      "expected UTF-8, got the byte 0xE9; convert the file, for example with iconv -f WINDOWS-1252 "
      "-t UTF-8";
  EXPECT_EQ(text(parse_csv_table("name\nann\ncaf\xe9\n", "u.csv")), "u.csv:3: " + mistake);
  EXPECT_EQ(text(parse_csv_table("caf\xe9\nann\n", "u.csv")), "u.csv:1: " + mistake);
  EXPECT_EQ(text(parse_yaml_table("- name: ann\n- name: caf\xe9\n", "u.yaml")),
            "u.yaml:2: " + mistake);
  EXPECT_THAT(text(parse_json_table("[{\"name\": \"caf\xe9\"}]", "u.json")),
              testing::StartsWith("u.json:1: invalid JSON: "));
  EXPECT_EQ(text(parse_csv_table("name\ncafé\n", "u.csv")), "2: {\"name\":\"café\"}\n");
}

TEST(TableTest, ReadsJsonWithLineNumbers) {
  EXPECT_EQ(
      text(parse_json_table("[\n {\"a\": \"],{\", \"b\": [{}, 1]},\n\n {\"a\": 2}]", "u.json")),
      "2: {\"a\":\"],{\",\"b\":[{},1]}\n4: {\"a\":2}\n");
  EXPECT_EQ(text(parse_json_table(" [ ] ", "u.json")), "");
}

TEST(TableTest, ReportsEveryErrorOfJson) {
  EXPECT_EQ(text(parse_json_table("[1,\n{},\n\"x\\\"\", [\n2]]", "u.json")),
            "u.json:1: row 1 is not an object\nu.json:3: row 3 is not an object\n"
            "u.json:3: row 4 is not an object");
  EXPECT_EQ(text(parse_json_table("{}", "u.json")),
            "u.json:1: expected an array of objects, one per row");
  EXPECT_THAT(text(parse_json_table("[\n{\"a\":1},\n{\"a\"=2}]", "u.json")),
              testing::StartsWith("u.json:3: invalid JSON: "));
}

TEST(TableTest, ReadsYaml) {
  EXPECT_EQ(text(parse_yaml_table("- a: 1\n  b: '2'\n- {a: x}\n", "u.yaml")),
            "1: {\"a\":1,\"b\":\"2\"}\n3: {\"a\":\"x\"}\n");
}

TEST(TableTest, ReportsEveryErrorOfYaml) {
  EXPECT_EQ(text(parse_yaml_table("- a: 1\n- 2\n- ~\n", "u.yaml")),
            "u.yaml:2: expected a map as row, got a value\n"
            "u.yaml:3: expected a map as row, got nothing");
  EXPECT_EQ(text(parse_yaml_table("a: 1\n", "u.yaml")),
            "u.yaml:1: expected a list of maps, one per row, got a map");
}

TEST(TableTest, ReadsFilesByExtension) {
  EXPECT_EQ(text(read_table("/nowhere/u.csv")), "/nowhere/u.csv: No such file or directory");
  EXPECT_EQ(text(read_table("u.txt")),
            "u.txt: unknown file type: expected .csv, .json, .yaml or .yml");
  EXPECT_EQ(text(read_table("/tmp/.json")).substr(0, 5), "/tmp/");
}

}  // namespace
}  // namespace traffic::detail
