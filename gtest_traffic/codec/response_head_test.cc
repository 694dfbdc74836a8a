// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/response_head.h"

#include <gtest/gtest.h>

#include <string>

namespace traffic::detail {
namespace {

constexpr std::string_view kOkHead = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
constexpr std::string_view kGone = "HTTP/1.1 410 Gone\r\nContent-Length: 2\r\n\r\n";

Duration usable_for(const std::string& field) {
  return parse_response_head("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\n").usable_for;
}

TEST(ResponseHeadTest, ReadsTimeOfKeepAlive) {
  using namespace std::chrono_literals;
  EXPECT_EQ(usable_for("Keep-Alive: timeout=60"), 59s);
  EXPECT_EQ(usable_for("keep-alive: max=7 ,\tTimeout=5"), 4s);
  EXPECT_EQ(usable_for("Keep-Alive: timeout=1, max=100"), 750ms);
  EXPECT_EQ(usable_for("Keep-Alive: timeout=0"), 0s);
  for (const char* const field :
       {"X: y", "Keep-Alive: ", "Keep-Alive: max=5", "Keep-Alive: timeout=", "Keep-Alive: timeout",
        "Keep-Alive: timeout=-1", "Keep-Alive: timeout=5s", "Keep-Alive: 5",
        "Keep-Alive: timeout=99999999999999999999", "Keep-Alive: timeout=18446744073709551615"}) {
    EXPECT_EQ(usable_for(field), Duration::max()) << field;
  }
}

TEST(RecentHeadsTest, FindsHeadAtStartOfBytes) {
  RecentHeads heads;
  heads.add(kOkHead, parse_response_head(kOkHead));
  heads.add(kGone, parse_response_head(kGone));
  std::string bytes(kGone);
  bytes += "{}";
  const auto* const entry = heads.find(bytes);
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->text, kGone);
  EXPECT_EQ(entry->head.status, 410);
  EXPECT_EQ(entry->head.length, 2);
}

TEST(RecentHeadsTest, FindsNothingForOtherBytes) {
  RecentHeads heads;
  EXPECT_EQ(heads.find(kOkHead), nullptr);
  EXPECT_EQ(heads.find(""), nullptr);
  heads.add(kOkHead, parse_response_head(kOkHead));
  EXPECT_EQ(heads.find(kOkHead.substr(0, kOkHead.size() - 1)), nullptr)
      << "a truncated head is not known";
  EXPECT_EQ(heads.find("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n"), nullptr);
}

TEST(RecentHeadsTest, IgnoresMalformedAndHugeHeads) {
  RecentHeads heads;
  constexpr std::string_view kMalformed = "HTTP/1.1 2x0 OK\r\n\r\n";
  heads.add(kMalformed, parse_response_head(kMalformed));
  EXPECT_EQ(heads.find(kMalformed), nullptr);
  const std::string huge = "HTTP/1.1 200 OK\r\nX-Pad: " + std::string(2000, 'x') + "\r\n\r\n";
  heads.add(huge, parse_response_head(huge));
  EXPECT_EQ(heads.find(huge), nullptr);
}

TEST(RecentHeadsTest, EvictsOldestHead) {
  RecentHeads heads;
  heads.add(kGone, parse_response_head(kGone));
  for (int i = 0; i < 4; ++i) {
    const std::string head = "HTTP/1.1 200 OK\r\nX-Number: " + std::to_string(i) + "\r\n\r\n";
    heads.add(head, parse_response_head(head));
    EXPECT_NE(heads.find(head), nullptr);
  }
  EXPECT_EQ(heads.find(kGone), nullptr);
}

}  // namespace
}  // namespace traffic::detail
