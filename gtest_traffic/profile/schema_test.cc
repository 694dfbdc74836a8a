// SPDX-License-Identifier: Apache-2.0
// Verifies that the schema for editors agrees with the parser.
#include "gtest_traffic/schema.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <filesystem>

#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/data/yaml.h"
#include "gtest_traffic/profile/keys.h"
#include "gtest_traffic/profile/profile_file.h"

namespace traffic::detail {
namespace {

boost::json::value document() {
  const auto text = read_text_file(PROFILE_SCHEMA);
  return text ? boost::json::parse(*text) : boost::json::value();
}

std::vector<std::string> keys_at(const char* pointer) {
  boost::system::error_code error;
  const boost::json::value json = document();
  const boost::json::value* const at = json.find_pointer(pointer, error);
  std::vector<std::string> keys;
  if (at == nullptr) return keys;
  for (const auto& [key, value] : at->as_object()) keys.emplace_back(key);
  return keys;
}

TEST(ProfileSchemaTest, HasSameKeysAsParser) {
  using testing::UnorderedElementsAreArray;
  EXPECT_THAT(keys_at("/properties"), UnorderedElementsAreArray(profile_keys::kFile));
  const std::pair<const char*, const std::vector<std::string>&> kParts[] = {
      {"journey", profile_keys::kJourney}, {"step", profile_keys::kStep},
      {"expect", profile_keys::kExpect},   {"capture", profile_keys::kCapture},
      {"stage", profile_keys::kStage},     {"stairs", profile_keys::kStairs},
      {"spikes", profile_keys::kSpikes}};
  for (const auto& [part, keys] : kParts) {
    const std::string pointer = std::string("/$defs/") + part + "/properties";
    EXPECT_THAT(keys_at(pointer.c_str()), UnorderedElementsAreArray(keys)) << part;
  }
}

TEST(ProfileSchemaTest, AcceptsEveryExample) {
  const auto schema = Schema::compile(document());
  ASSERT_TRUE(schema) << schema.error().message;
  int examples = 0;
  for (const auto& entry : std::filesystem::directory_iterator(PROFILE_EXAMPLES)) {
    if (!is_profile_file(entry.path().string())) continue;
    ++examples;
    const auto text = read_text_file(entry.path().string());
    ASSERT_TRUE(text);
    const auto file = parse_profile_file(*text, entry.path().string());
    EXPECT_TRUE(file) << file.error().message;
    for (const SchemaFailure& failure :
         schema->failures(to_json(*parse_yaml(*text, entry.path().string())))) {
      ADD_FAILURE() << entry.path() << " " << failure.instance << ": expected " << failure.expected
                    << ", got " << failure.got;
    }
  }
  EXPECT_GE(examples, 2);
}

TEST(ProfileManualTest, QuotesExamples) {
  const auto manual = read_text_file(PROFILE_EXAMPLES "/../../profiles.md");
  for (const std::string name : {"shop.yaml", "mix.yaml"}) {
    const auto example = read_text_file(PROFILE_EXAMPLES "/" + name);
    ASSERT_TRUE(manual && example);
    EXPECT_THAT(*manual, testing::HasSubstr(*example));
  }
}

TEST(ProfileSchemaTest, RejectsSameMistakesAsParser) {
  const auto schema = Schema::compile(document());
  ASSERT_TRUE(schema);
  for (const std::string text :
       {"warmup: 5s", "shape: [{constant: fast, for: 1s}]", "journeys: [{name: a b, steps: []}]",
        "journeys: [{name: J, steps: [{get: x}]}]", "spacing: poison",
        "journeys: [{name: J, steps: [{get: /x, expect: {status: 2000}}]}]"}) {
    EXPECT_FALSE(schema->accepts(to_json(*parse_yaml(text, "p.yaml")))) << text;
    EXPECT_FALSE(parse_profile_file(text, "p.yaml")) << text;
  }
}

}  // namespace
}  // namespace traffic::detail
