// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/upload.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <array>
#include <stdexcept>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/multipart.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Reads everything, in pieces of `at_a_time` bytes.
std::string read_all(Upload& upload, std::size_t at_a_time) {
  std::string text;
  std::string buffer(at_a_time, '\0');
  std::size_t count = 0;
  do {
    EXPECT_EQ(upload.read(buffer, count), Failure::kNone) << upload.detail();
    text.append(buffer, 0, count);
  } while (count > 0);
  return text;
}

TEST(UploadTest, ReadsFilesAndTextsInOrder) {
  const TemporaryFolder folder;
  const std::string path = folder.write("some.bin", std::string("\0file\n", 6));
  const Body body =
      multipart({{"one", file(path)}, {"note", "x"}, {"empty", file(folder.write("e", ""))}});
  for (const std::size_t at_a_time : {1, 7, 4096}) {
    Upload upload(body.pieces());
    ASSERT_EQ(upload.open(), Failure::kNone);
    const std::string text = read_all(upload, at_a_time);
    EXPECT_EQ(upload.size(), text.size());
    EXPECT_THAT(text, HasSubstr(std::string("\r\n\r\n\0file\n\r\n--", 14)));
    ASSERT_TRUE(upload.rewind());
    EXPECT_EQ(read_all(upload, 100), text);
  }
}

TEST(UploadTest, RejectsUnreadableFiles) {
  const TemporaryFolder folder;
  ASSERT_EQ(::mkfifo(folder.path("pipe").c_str(), 0600), 0);
  const std::pair<std::string, std::string> cases[] = {
      {folder.path("absent"), "No such file"},
      {folder.path(""), "not a regular file"},
      {folder.path("pipe"), "not a regular file"},
  };
  for (const auto& [path, why] : cases) {
    const Body body = file(path);
    Upload upload(body.pieces());
    EXPECT_EQ(upload.open(), Failure::kLocal);
    EXPECT_THAT(upload.detail(), StartsWith("cannot read '" + path + "' to send it: "));
    EXPECT_THAT(upload.detail(), HasSubstr(why));
  }
}

TEST(UploadTest, ReportsShrunkFile) {
  const TemporaryFolder folder;
  const Body body = file(folder.write("file", "0123456789"));
  Upload upload(body.pieces());
  ASSERT_EQ(upload.open(), Failure::kNone);
  folder.write("file", "0123");
  std::array<char, 4> buffer{};
  std::size_t count = 0;
  EXPECT_EQ(upload.read(buffer, count), Failure::kNone);
  EXPECT_EQ(upload.read(buffer, count), Failure::kLocal);
  EXPECT_THAT(upload.detail(), HasSubstr("ended 6 bytes early"));
}

TEST(UploadTest, SendsOnlyAnnouncedSize) {
  const TemporaryFolder folder;
  const Body body = file(folder.write("file", "0123456789"));
  Upload upload(body.pieces());
  ASSERT_EQ(upload.open(), Failure::kNone);
  folder.write("file", "0123456789 and more");
  EXPECT_EQ(read_all(upload, 100), "0123456789");
}

TEST(UploadTest, ReadsSourceUntilEnd) {
  int left = 3;
  const Body body = streamed([&](std::span<char> buffer) -> std::size_t {
    if (left == 0) return 0;
    buffer[0] = static_cast<char>('0' + left--);
    return 1;
  });
  Upload upload(body.pieces());
  ASSERT_EQ(upload.open(), Failure::kNone);
  EXPECT_EQ(upload.size(), std::nullopt);
  EXPECT_TRUE(upload.rewind());
  EXPECT_EQ(read_all(upload, 100), "321");
  EXPECT_FALSE(upload.rewind());
}

TEST(UploadTest, FailsWhenSourceThrows) {
  const Body body =
      streamed([](std::span<char>) -> std::size_t { throw std::runtime_error("no more"); });
  Upload upload(body.pieces());
  ASSERT_EQ(upload.open(), Failure::kNone);
  std::array<char, 4> buffer{};
  std::size_t count = 0;
  EXPECT_EQ(upload.read(buffer, count), Failure::kLocal);
  EXPECT_THAT(upload.detail(), HasSubstr("threw: no more"));
}

}  // namespace
}  // namespace traffic::detail
