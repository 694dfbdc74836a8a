// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/yaml_events.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

// Returns the events as `kind:line:text&anchor`, or the mistake.
std::string events_of(std::string_view text) {
  YamlEvents events(text);
  YamlEvent event;
  std::string all;
  while (events.next(event)) {
    if (event.kind == YamlEvent::Kind::kStreamEnd) return all;
    constexpr std::string_view kNames = "E(){[]<>*";
    const char kind = event.kind == YamlEvent::Kind::kScalar
                          ? (event.plain ? 'p' : 'q')
                          : kNames[static_cast<std::size_t>(event.kind)];
    all += kind + std::to_string(event.line);
    const bool has_text =
        event.kind == YamlEvent::Kind::kScalar || event.kind == YamlEvent::Kind::kAlias;
    if (has_text) all += ":" + event.text;
    if (!event.anchor.empty()) all += "&" + event.anchor;
    all += ' ';
  }
  return all + "mistake on line " + std::to_string(events.mistake_line()) + ": " + events.mistake();
}

TEST(YamlEventsTest, HaveLinesTextsAndAnchors) {
  EXPECT_EQ(events_of("a: &x 1\nb: [*x, '2']\n"), "(1 <1 p1:a p1:1&x p2:b [2 *2:x q2:2 ]2 >3 )3 ");
  EXPECT_EQ(events_of("&m {k: &l [1]}"), "(1 <1&m p1:k [1&l p1:1 ]1 >1 )2 ");
  EXPECT_EQ(events_of(""), "");
}

TEST(YamlEventsTest, KnowPlainScalars) {
  EXPECT_EQ(events_of("[1, '1', !!int 1, !!str 1, !mine 1]"),
            "(1 [1 p1:1 q1:1 p1:1 q1:1 q1:1 ]1 )2 ");
}

TEST(YamlEventsTest, SkipAByteOrderMark) {
  EXPECT_EQ(events_of("\xEF\xBB\xBF"
                      "a"),
            "(1 p1:a )2 ");
}

TEST(YamlEventsTest, DescribeMistakes) {
  EXPECT_THAT(events_of("a: ["), testing::HasSubstr("mistake on line 1: did not find expected"));
  EXPECT_THAT(events_of("a: 1\nb: [1, 2\n"), testing::HasSubstr("mistake on line 3: did not find"));
  EXPECT_THAT(events_of("a: 1\nb: \xC2\x80\n"),
              testing::HasSubstr("mistake on line 2: control characters are not allowed"));
}

}  // namespace
}  // namespace traffic::detail
