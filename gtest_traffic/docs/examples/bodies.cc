// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/gtest_traffic.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

using namespace testing;
using namespace traffic;

class Archivist : public User {
 protected:
  void SetUp() override {
    // Each user has a file of its own: another user may remove its file at any time. The process id
    // makes the name unique, because CTest runs several of these tests at once.
    photo_path_ = TempDir() + std::to_string(getpid()) + "_" + fake.uuid() + ".jpg";
    std::ofstream(photo_path_) << std::string(100'000, 'x');
  }
  void TearDown() override { std::remove(photo_path_.c_str()); }

  std::string photo_path_;
};

JOURNEY(Archivist, LogsIn) {
  auto home = http.post("/login", form({{"user", "ada"}, {"password", "x & y"}}));
  EXPECT_THAT(home, StatusIs(200));
}

JOURNEY(Archivist, UploadsAPhoto) {
  auto photo = http.post("/photos", multipart({
                                        {"title", "Holidays"},
                                        {"year", 2024},
                                        {"photo", file(photo_path_, {.type = "image/jpeg"})},
                                        {"tags", file_of("sea,sand", {.name = "tags.csv"})},
                                    }));
  EXPECT_THAT(photo, StatusIs(201));
}

JOURNEY(Archivist, BacksUp) {
  auto backup =
      http.put({"/backups/{}", "monday"}, file(photo_path_), {.expect = Expect::kContinue});
  EXPECT_THAT(backup, AllOf(StatusIs(201), JsonAt("/bytes", 100000)));
}

JOURNEY(Archivist, SendsGeneratedData) {
  int lines = 0;
  const auto next_line = [&](std::span<char> buffer) -> std::size_t {
    if (lines++ == 1000) return 0;
    std::memcpy(buffer.data(), "a line\n", 7);
    return 7;
  };
  auto backup = http.put({"/backups/{}", "lines"}, streamed(next_line, "text/plain"));
  EXPECT_THAT(backup, JsonAt("/bytes", 7000));
}

JOURNEY(Archivist, ReadsTheEndOfALog) {
  auto end = http.get("/logs/today", {.range = last_bytes(10)});
  EXPECT_THAT(end, AllOf(StatusIs(206), BodyIs("last line\n")));
  EXPECT_EQ(end.content_range()->size, 21);
}

JOURNEY(Archivist, SavesALog) {
  const std::string path = TempDir() + std::to_string(getpid()) + "_" + fake.uuid() + ".log";
  auto log = http.get("/logs/today", {.into = save_to(path, {.digest = Digest::kSha256})});
  ASSERT_THAT(log, StatusIs(200));
  EXPECT_EQ(log.streamed_size(), 21);
  EXPECT_EQ(log.streamed_sha256(),
            "619199bcd8ad8f7086d8d0720b62a7fea2b83a45880572e0d3b0193077c2187b");

  std::size_t lines = 0;
  http.get("/logs/today",
           {.into = hand_to([&](std::string_view piece) {
              lines += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
            })});
  EXPECT_EQ(lines, 2U);
  std::filesystem::remove(path);
}
