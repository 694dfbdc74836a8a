// SPDX-License-Identifier: Apache-2.0
// Two programs are built from this source. Their tests run at the same time, except for those with
// a lock.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>

namespace {

using namespace std::chrono_literals;

// Passes only while no other test holds the resource.
class Locked : public testing::TestWithParam<int> {};
TEST_P(Locked, IsAlone) {
  ASSERT_EQ(mkdir("crowded.lock", 0777), 0) << "another test holds the resource";
  std::this_thread::sleep_for(100ms);
  rmdir("crowded.lock");
}
INSTANTIATE_TEST_SUITE_P(PROGRAM, Locked, testing::Range(0, 3));

// Passes only while the test with this name in the other program runs.
class Meeting : public testing::Test {};
const auto* meeting = testing::RegisterTest(
    "Meeting", PROGRAM_NAME, nullptr, nullptr, __FILE__, __LINE__, []() -> Meeting* {
      class Meets : public Meeting {
        void TestBody() override {
          const std::string mine = std::string("crowded.") + PROGRAM_NAME;
          const std::string other =
              std::string("crowded.") + (PROGRAM_NAME == std::string("first") ? "second" : "first");
          mkdir(mine.c_str(), 0777);
          for (int i = 0; i < 2000 && access(other.c_str(), F_OK) != 0; ++i) {
            std::this_thread::sleep_for(10ms);
          }
          EXPECT_EQ(access(other.c_str(), F_OK), 0)
              << "expected the test of the other program to run at the same time";
          std::this_thread::sleep_for(200ms);
        }
      };
      return new Meets;
    });

}  // namespace
