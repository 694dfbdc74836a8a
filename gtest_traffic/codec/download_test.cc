// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/download.h"

#include <gmock/gmock.h>

#include <stdexcept>

#include "gtest_traffic/base/testing/temporary_folder.h"

namespace traffic::detail {
namespace {

using testing::HasSubstr;

constexpr std::string_view kSha256OfAbc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";  // FIPS 180-2 B.1

TEST(DownloadTest, ReplacesFileOnlyWhenComplete) {
  const TemporaryFolder folder;
  const BodySink sink = save_to(folder.write("file", "old"), {.digest = Digest::kSha256});
  Download download(sink);
  ASSERT_EQ(download.begin(), Failure::kNone);
  ASSERT_EQ(download.take("ab"), Failure::kNone);
  EXPECT_EQ(folder.read("file"), "old");
  ASSERT_EQ(download.take("c"), Failure::kNone);
  ASSERT_EQ(download.finish(), Failure::kNone);
  EXPECT_EQ(folder.read("file"), "abc");
  EXPECT_EQ(folder.files(), 1);
  EXPECT_EQ(download.size(), 3U);
  EXPECT_EQ(download.sha256(), kSha256OfAbc);
}

TEST(DownloadTest, RemovesUnfinishedFile) {
  const TemporaryFolder folder;
  const BodySink sink = save_to(folder.path("file"));
  {
    Download download(sink);
    ASSERT_EQ(download.begin(), Failure::kNone);
    ASSERT_EQ(download.take("half"), Failure::kNone);
    EXPECT_EQ(folder.files(), 1);
  }
  EXPECT_EQ(folder.files(), 0);
}

TEST(DownloadTest, RestartsAfterFailedAttempt) {
  const TemporaryFolder folder;
  const BodySink sink = save_to(folder.path("file"), {.digest = Digest::kSha256});
  Download download(sink);
  ASSERT_EQ(download.begin(), Failure::kNone);
  ASSERT_EQ(download.take("half"), Failure::kNone);
  EXPECT_FALSE(download.given_away());
  ASSERT_EQ(download.begin(), Failure::kNone);
  ASSERT_EQ(download.take("abc"), Failure::kNone);
  ASSERT_EQ(download.finish(), Failure::kNone);
  EXPECT_EQ(folder.read("file"), "abc");
  EXPECT_EQ(folder.files(), 1);
  EXPECT_EQ(download.size(), 3U);
  EXPECT_EQ(download.sha256(), kSha256OfAbc);
}

TEST(DownloadTest, ReportsWriteError) {
  const TemporaryFolder folder;
  const BodySink nowhere = save_to(folder.path("no/such/folder"));
  Download download(nowhere);
  EXPECT_EQ(download.begin(), Failure::kLocal);
  EXPECT_EQ(download.detail(),
            "cannot write '" + folder.path("no/such/folder") + "': No such file or directory");

  const BodySink onto_a_folder = save_to(folder.path(""));
  Download other(onto_a_folder);
  Failure failure = other.begin();
  if (failure == Failure::kNone) failure = other.finish();
  EXPECT_EQ(failure, Failure::kLocal);
  EXPECT_EQ(folder.files(), 0);
}

TEST(DownloadTest, PassesPiecesToFunction) {
  std::string got;
  const BodySink sink = hand_to([&](std::string_view piece) { got += piece; });
  Download download(sink);
  ASSERT_EQ(download.begin(), Failure::kNone);
  EXPECT_FALSE(download.given_away());
  ASSERT_EQ(download.take("one "), Failure::kNone);
  ASSERT_EQ(download.take("two"), Failure::kNone);
  ASSERT_EQ(download.finish(), Failure::kNone);
  EXPECT_EQ(got, "one two");
  EXPECT_TRUE(download.given_away());
  EXPECT_EQ(download.sha256(), "");
}

TEST(DownloadTest, FailsWhenFunctionThrows) {
  const BodySink sink = hand_to([](std::string_view) { throw std::runtime_error("full"); });
  Download download(sink);
  ASSERT_EQ(download.begin(), Failure::kNone);
  EXPECT_EQ(download.take("x"), Failure::kLocal);
  EXPECT_THAT(download.detail(), HasSubstr("threw: full"));
}

}  // namespace
}  // namespace traffic::detail
