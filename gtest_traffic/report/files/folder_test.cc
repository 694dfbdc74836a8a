// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <vector>

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class FolderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "report_folder_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { fs::remove_all(root_); }

  static std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(root_))
      names.push_back(entry.path().filename());
    return names;
  }

  fs::path root_;
};

TEST_F(FolderTest, CreatesParentsAndRemovesProbe) {
  const auto folder = prepare_folder(root_ / "a" / "b");
  ASSERT_TRUE(folder) << folder.error().message;
  EXPECT_EQ(folder->path(), root_ / "a" / "b");
  EXPECT_TRUE(fs::is_empty(folder->path()));
  EXPECT_TRUE(prepare_folder(root_ / "a" / "b")) << "an existing folder is accepted";
}

TEST_F(FolderTest, WritesAndReplacesWholeFiles) {
  const auto folder = prepare_folder(root_);
  ASSERT_TRUE(folder);
  EXPECT_FALSE(folder->write("report.json", std::string(3'000'000, 'a')));
  EXPECT_FALSE(folder->write("report.json", "new"));
  EXPECT_EQ(read(root_ / "report.json"), "new");
  EXPECT_THAT(files(), ElementsAre("report.json"));
}

TEST_F(FolderTest, SetsOneEarlierRunAside) {
  const auto folder = prepare_folder(root_);
  ASSERT_TRUE(folder);
  const std::vector<std::string> names = {"report.json", "stats.csv"};
  EXPECT_FALSE(folder->set_aside(names));
  EXPECT_THAT(files(), testing::IsEmpty());
  ASSERT_FALSE(folder->write("report.json", "first"));
  ASSERT_FALSE(folder->write("stats.csv", "first"));
  ASSERT_FALSE(folder->write("other.txt", "of the user"));
  EXPECT_FALSE(folder->set_aside(names));
  EXPECT_THAT(files(), testing::UnorderedElementsAre("other.txt", "previous"));
  EXPECT_EQ(read(root_ / "previous" / "report.json"), "first");
  EXPECT_FALSE(folder->set_aside(names)) << "nothing to move: the earlier run stays";
  EXPECT_EQ(read(root_ / "previous" / "report.json"), "first");
  ASSERT_FALSE(folder->write("report.json", "second"));
  EXPECT_FALSE(folder->set_aside(names));
  EXPECT_EQ(read(root_ / "previous" / "report.json"), "second");
  EXPECT_FALSE(fs::exists(root_ / "previous" / "stats.csv"))
      << "the folder never has files of two runs";
}

TEST_F(FolderTest, FailedWriteKeepsPreviousFile) {
  const auto folder = prepare_folder(root_);
  ASSERT_TRUE(folder);
  ASSERT_FALSE(folder->write("report.json", "old"));
  // A limit on the file size simulates a full disk.
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit low = before;
  low.rlim_cur = 4096;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &low), 0);
  const auto error = folder->write("report.json", std::string(100'000, 'x'));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  ASSERT_TRUE(error);
  EXPECT_THAT(error->message,
              AllOf(HasSubstr("report.json"), HasSubstr("File too large"), HasSubstr("unchanged")));
  EXPECT_EQ(read(root_ / "report.json"), "old");
  EXPECT_THAT(files(), ElementsAre("report.json"));
}

TEST_F(FolderTest, RejectsPathsOutsideFolder) {
  const auto folder = prepare_folder(root_ / "in");
  ASSERT_TRUE(folder);
  for (const char* name : {"", "../out", "a/b", "/etc/x"})
    EXPECT_TRUE(folder->write(name, "x")) << name;
}

TEST_F(FolderTest, ErrorNamesBlockingFile) {
  std::ofstream(root_ / "taken") << "x";
  const auto folder = prepare_folder(root_ / "taken");
  ASSERT_FALSE(folder);
  EXPECT_THAT(folder.error().message, AllOf(HasSubstr("taken"), HasSubstr("--traffic_report_dir")));
  EXPECT_FALSE(prepare_folder(root_ / "taken" / "below"));
  EXPECT_FALSE(prepare_folder(""));
}

TEST_F(FolderTest, UnwritableFolderIsEarlyError) {
  const fs::path locked = geteuid() == 0 ? fs::path("/proc/self") : root_ / "locked";
  if (geteuid() != 0) {
    fs::create_directory(locked);
    fs::permissions(locked, fs::perms::owner_read | fs::perms::owner_exec);
  }
  const auto folder = prepare_folder(locked);
  ASSERT_FALSE(folder);
  EXPECT_THAT(folder.error().message, HasSubstr("cannot be written to: "));
}

}  // namespace
}  // namespace traffic::detail
