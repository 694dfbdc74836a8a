// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/text_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace traffic::detail {
namespace {

TEST(ReadTextFileTest, ReturnsAllBytes) {
  const auto path =
      std::filesystem::temp_directory_path() / ("text_file_test_" + std::to_string(::getpid()));
  const std::string bytes = std::string(5000, 'x') + '\0' + "\r\n";
  std::ofstream(path, std::ios::binary) << bytes;
  const auto text = read_text_file(path);
  std::filesystem::remove(path);
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(*text, bytes);
}

TEST(ReadTextFileTest, ReportsReadError) {
  EXPECT_EQ(read_text_file("/no/such.csv").error().message,
            "/no/such.csv: No such file or directory");
  EXPECT_EQ(read_text_file("/").error().message, "/: Is a directory");
}

}  // namespace
}  // namespace traffic::detail
