// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/profile/template.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const Names kNames{.slots = {{"id", 0}, {"note", 1}},
                   .constants = {{"city", {{.text = "Oslo"}}}, {"size", {{.text = "5"}}}},
                   .json_constants = {{"size", "5"}}};
const std::vector<SlotValue> kSlots{{"7", "7"}, {"say \"hi\"", R"("say \"hi\"")"}};

std::string text_of(std::string_view text) {
  Fake fake(1);
  std::string out;
  const auto read = parse_template(text, kNames);
  if (!read) return read.error().message;
  render(*read, kSlots, fake, out);
  return out;
}

std::string json_of(std::string_view json) {
  Fake fake(1);
  std::string out;
  const auto read = parse_json_template(boost::json::parse(json), kNames);
  if (!read) return read.error().message;
  render_json(*read, kSlots, fake, out);
  return out;
}

TEST(ProfileTemplateTest, ReplacesNamesInText) {
  EXPECT_EQ(text_of("/orders/${id}?in=${ city }"), "/orders/7?in=Oslo");
  EXPECT_EQ(text_of("5 $ and $${id}"), "5 $ and ${id}");
}

TEST(ProfileTemplateTest, OnlyDollarsBeforeBracesAreEscapes) {
  EXPECT_EQ(text_of("Pa$$w0rd"), "Pa$$w0rd");
  EXPECT_EQ(text_of("$$ $$$ $"), "$$ $$$ $");
  EXPECT_EQ(text_of("$${id} $$${id} $$$${id}"), "${id} $7 $${id}");
  EXPECT_EQ(json_of(R"(["a$$b","$${id}"])"), R"(["a$$b","${id}"])");
}

TEST(ProfileTemplateTest, EncodesConstantsInPath) {
  const Names names{.slots = {{"id", 0}},
                    .constants = {{"mail", {{.text = "ann+test@example.com"}}},
                                  {"title", {{.text = "Entity #777 {}"}}},
                                  {"base", {{.text = "/api/v1"}}}}};
  const auto path = [&](std::string_view text) {
    const auto read = parse_path_template(text, names);
    if (!read) return read.error().message;
    std::string out;
    for (const Piece& piece : *read) out += piece.kind == Piece::Kind::kSlot ? "<id>" : piece.text;
    return out;
  };
  EXPECT_EQ(path("/users/${mail}?q=${title}"),
            "/users/ann%2Btest%40example.com?q=Entity%20%23777%20%7B%7D");
  EXPECT_EQ(path("${base}/users/${base}"), "/api/v1/users/%2Fapi%2Fv1");
  EXPECT_EQ(path("/${id}/{}?a={${id}}"), "/<id>/%7B%7D?a=%7B<id>%7D");
  EXPECT_EQ(path("/a+b%2Fc?d=$$e"), "/a+b%2Fc?d=$$e");
  EXPECT_THAT(path("/${nobody}"), HasSubstr("unknown name 'nobody'"));
}

TEST(ProfileTemplateTest, KeepsTypeOfJsonValue) {
  EXPECT_EQ(
      json_of(
          R"({"size":"${size}","of":"${size}!","id":"${id}","as":"no ${id}","n":[1,true,null],"note":"${note}"})"),
      R"({"size":5,"of":"5!","id":7,"as":"no 7","n":[1,true,null],"note":"say \"hi\""})");
}

TEST(ProfileTemplateTest, EscapesInJsonStrings) {
  EXPECT_EQ(json_of(R"(["they ${note}", "a\"b\\${city}", "${id}"])"),
            R"(["they say \"hi\"","a\"b\\Oslo",7])");
}

TEST(ProfileTemplateTest, GeneratesDataWithinBounds) {
  EXPECT_EQ(text_of("${fake.number(3, 3)}"), "3");
  EXPECT_EQ(json_of(R"("${fake.amount(5, 5)}")"), "5.00");
  EXPECT_THAT(text_of("${fake.email}"), HasSubstr("@example.com"));
}

TEST(ProfileTemplateTest, SuggestsNearestName) {
  EXPECT_THAT(text_of("${noet}"), AllOf(HasSubstr("'noet'"), HasSubstr("did you mean 'note'?")));
  EXPECT_THAT(text_of("${fake.emial}"), HasSubstr("did you mean 'email'?"));
  EXPECT_THAT(text_of("${fake.number(9, 1)}"), HasSubstr("the lower one first"));
  EXPECT_THAT(text_of("${id"), HasSubstr("has no closing }"));
}

}  // namespace
}  // namespace traffic::detail
