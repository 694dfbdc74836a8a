// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/console.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "gtest_traffic/report/testing/golden.h"
#include "gtest_traffic/report/testing/samples.h"

namespace traffic::detail {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class ConsoleTest : public testing::Test {
 protected:
  Console make() {
    return Console([this](std::string_view bytes) { out_ += bytes; }, [this] { return terminal_; });
  }

  LiveView at(Duration elapsed, Duration duration) {
    auto view = shop_view();
    view.elapsed = elapsed;
    view.duration = duration;
    return view;
  }

  auto lines() const { return std::count(out_.begin(), out_.end(), '\n'); }

  Terminal terminal_;
  std::string out_;
};

TEST_F(ConsoleTest, ShortRunPrintsLineEverySecond) {
  auto console = make();
  // Most ticks of the engine are a little late, and one is a little early.
  for (const auto tick : {0, 1003, 1999, 3004, 3990, 5001}) {
    console.update(at(milliseconds(tick), seconds(60)));
  }
  EXPECT_EQ(lines(), 5);
  EXPECT_THAT(out_, Not(HasSubstr("\x1b")));
}

TEST_F(ConsoleTest, LongRunPrintsLineEveryFiveSeconds) {
  auto console = make();
  for (int second = 0; second < 10; ++second) console.update(at(seconds(second), seconds(300)));
  EXPECT_EQ(lines(), 1);
}

TEST_F(ConsoleTest, EndpointsFollowEveryTenSecondsAndAtTheEnd) {
  constexpr int kEndpointLines = 4;  // the heading and three steps
  auto console = make();
  for (int second = 0; second <= 20; ++second) console.update(at(seconds(second), seconds(300)));
  EXPECT_EQ(lines(), 4 + 2 * kEndpointLines);
  EXPECT_THAT(out_, HasSubstr("   Top Endpoints:\n     GET /api/users: 302 req (99.0% success, "
                              "45ms avg)\n"));
  out_.clear();
  console.finish(at(milliseconds(21'300), seconds(300)));
  EXPECT_EQ(lines(), 1 + kEndpointLines);
}

TEST_F(ConsoleTest, UnlimitedRunCountsAsLong) {
  auto console = make();
  for (int second = 1; second < 10; ++second) console.update(at(seconds(second), Duration{0}));
  EXPECT_EQ(lines(), 1);
}

TEST_F(ConsoleTest, TerminalShowsKeyChangesImmediately) {
  auto console = make();
  auto view = at(seconds(2), seconds(60));
  view.factor = 1.1;
  console.redraw(view);
  EXPECT_EQ(out_, "") << "plain output has fixed intervals";
  terminal_ = {.in_place = true, .columns = 100, .rows = 30};
  console.update(view);
  console.redraw(view);
  EXPECT_THAT(out_, HasSubstr("1.1 times the planned rate"));
  EXPECT_THAT(out_, Not(HasSubstr("   RPS  "))) << "one second has no history";
  view.paused = true;
  console.update(view);
  EXPECT_THAT(out_, Not(HasSubstr("   RPS  "))) << "a pause adds no history";
}

TEST_F(ConsoleTest, TerminalIsRedrawnInPlace) {
  terminal_ = {.in_place = true, .color = true, .columns = 100, .rows = 30};
  {
    auto console = make();
    console.update(at(seconds(1), seconds(60)));
    console.update(at(seconds(2), seconds(60)));
    console.finish(at(seconds(60), seconds(60)));
  }
  EXPECT_TRUE(matches_golden("console_in_place.txt", out_));
}

TEST_F(ConsoleTest, NoColorModeMovesCursorOnly) {
  terminal_ = {.in_place = true, .color = false, .columns = 100, .rows = 30};
  make().update(shop_view());
  EXPECT_THAT(out_, Not(HasSubstr("m   Total")));
  EXPECT_THAT(out_, Not(HasSubstr("\x1b[1m")));
  EXPECT_THAT(out_, HasSubstr("\x1b[K\n"));
}

TEST_F(ConsoleTest, SmallTerminalDoesNotScroll) {
  terminal_ = {.in_place = true, .color = false, .columns = 80, .rows = 5};
  auto console = make();
  console.update(shop_view());
  EXPECT_EQ(lines(), 4);
  out_.clear();
  console.update(shop_view());
  EXPECT_THAT(out_, HasSubstr("\x1b[4A\r"));
}

TEST_F(ConsoleTest, ClearRemovesBlockAndShowsCursor) {
  terminal_ = {.in_place = true, .color = false, .columns = 80, .rows = 30};
  auto console = make();
  console.update(shop_view());
  const auto height = lines();
  out_.clear();
  console.clear();
  EXPECT_EQ(out_, "\x1b[" + std::to_string(height) + "A\r\x1b[J\x1b[?25h");
  out_.clear();
  console.clear();
  EXPECT_EQ(out_, "");
}

TEST_F(ConsoleTest, RedrawsBlockBelowOtherOutput) {
  terminal_ = {.in_place = true, .color = false, .columns = 80, .rows = 30};
  auto console = make();
  console.update(shop_view());
  console.leave();
  out_.clear();
  console.update(shop_view());
  EXPECT_THAT(out_, Not(HasSubstr("A\r")));
}

TEST_F(ConsoleTest, DestructorShowsCursor) {
  terminal_ = {.in_place = true, .color = false, .columns = 80, .rows = 30};
  { make().update(shop_view()); }
  EXPECT_THAT(out_, EndsWith("\x1b[?25h"));
}

TEST_F(ConsoleTest, WritesPlainLinesToFile) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
  ASSERT_NE(file, nullptr);
  Console console(file.get());
  console.update(shop_view());
  std::rewind(file.get());
  std::string text(4096, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  EXPECT_THAT(text, testing::StartsWith("[45.2s of 1min] demo"));
  EXPECT_THAT(text, HasSubstr("p99 250ms\n   Top Endpoints:\n"));
}

TEST_F(ConsoleTest, MovesUpOverWrappedLines) {
  terminal_ = {.in_place = true, .columns = 100, .rows = 40};
  auto console = make();
  console.update(at(seconds(1), seconds(60)));
  const auto drawn = lines();
  out_.clear();
  terminal_.columns = 50;
  console.update(at(seconds(2), seconds(60)));
  EXPECT_THAT(out_, Not(HasSubstr(fmt::format("\x1b[{}A", drawn))));
  EXPECT_THAT(out_, HasSubstr(fmt::format("\x1b[{}A", drawn + 7)));
}

}  // namespace
}  // namespace traffic::detail
