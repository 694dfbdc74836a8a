// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/flags/environment_file.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "gtest_traffic/flags/flags.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

std::vector<std::string> file_mistakes(const std::string& text) {
  std::vector<std::string> messages;
  for (const Error& error : parse_environment_file(text, "e.yaml").errors) {
    messages.push_back(error.message);
  }
  return messages;
}

TEST(EnvironmentFileTest, ParsesAllKeys) {
  const EnvironmentFile file = parse_environment_file(
      "base_url: http://staging:80/v1\nheaders:\n  X-Tenant: blue\nvariables:\n  currency: EUR\n"
      "  retries: 3\nsecrets:\n  ONE:\n  TWO: {env: OTHER}\n  THREE: {file: s/three}\n",
      "conf/e.yaml");
  EXPECT_THAT(file.errors, IsEmpty());
  EXPECT_EQ(file.base_url, "http://staging:80/v1");
  EXPECT_EQ(file.base_url_source, "conf/e.yaml:1");
  EXPECT_THAT(file.settings.headers, ElementsAre(Pair("X-Tenant", "blue")));
  EXPECT_THAT(file.settings.variables, ElementsAre(Pair("currency", "EUR"), Pair("retries", "3")));
  EXPECT_EQ(file.settings.secrets.at("ONE").variable, "ONE");
  EXPECT_EQ(file.settings.secrets.at("TWO").variable, "OTHER");
  EXPECT_EQ(file.settings.secrets.at("THREE").file, "conf/s/three");
  EXPECT_EQ(file.settings.secrets.at("THREE").declared_at, "conf/e.yaml:10");
}

TEST(EnvironmentFileTest, ReportsEveryMistakeWithItsLine) {
  EXPECT_THAT(
      file_mistakes("base_urls: x\nheaders: [a]\nvariables:\n  a: [1]\n  b: {c: d}\nbase_url:\n"),
      ElementsAre("e.yaml:1: unknown key 'base_urls': expected one of base_url, headers, "
                  "variables, secrets (did "
                  "you mean 'base_url'?)",
                  "e.yaml:2: 'headers' must be a map from names to values, got a list",
                  "e.yaml:4: variable 'a' must be a text or a number, got a list",
                  "e.yaml:5: variable 'b' must be a text or a number, got a map",
                  "e.yaml:6: 'base_url' has no value; write base_url: http://host:port"));
  EXPECT_THAT(file_mistakes("headers:\n  'a b': x\n  X-Y: \"a\\nb\"\n"),
              ElementsAre("e.yaml:2: invalid header name 'a b'",
                          HasSubstr("e.yaml:3: the value of header 'X-Y' is empty or contains")));
  EXPECT_THAT(
      file_mistakes("headers:\n  Content-Length: 9\n"),
      ElementsAre(HasSubstr("e.yaml:2: the header Content-Length is written by the client")));
  EXPECT_THAT(file_mistakes("- a\n"),
              ElementsAre("e.yaml:1: an environment file must be a map with the keys base_url, "
                          "headers, variables, secrets, got a list"));
  EXPECT_THAT(file_mistakes("a: [\n"), ElementsAre(HasSubstr("invalid YAML")));
}

TEST(EnvironmentFileTest, RejectsSecretsWithoutPrintingThem) {
  const auto messages = file_mistakes(
      "headers:\n  Authorization: Bearer hunter22\nvariables:\n  db_password: hunter22\n"
      "secrets:\n  API_KEY: hunter22\n  A B:\n  TWO: {fil: x}\n  THREE: {file: x, env: Y}\n");
  EXPECT_THAT(
      messages,
      ElementsAre(
          HasSubstr("e.yaml:2: header 'Authorization' has the name of a secret"),
          HasSubstr("e.yaml:4: variable 'db_password' has the name of a secret"),
          HasSubstr("e.yaml:6: secret 'API_KEY' has a value in this file"),
          HasSubstr("e.yaml:7: invalid name of a secret 'A B'"),
          HasSubstr(
              "e.yaml:8: unknown key 'fil': expected one of file, env (did you mean 'file'?)"),
          HasSubstr("e.yaml:9: secret 'THREE' has both 'file' and 'env'; give only one")));
  for (const std::string& message : messages)
    EXPECT_THAT(message, testing::Not(HasSubstr("hunter")));
}

class EnvironmentFolderTest : public testing::Test {
 protected:
  EnvironmentFolderTest() {
    fs::create_directories(folder_ / "environments");
    std::ofstream(folder_ / "staging.yaml") << "base_url: http://staging\n";
    std::ofstream(folder_ / "environments" / "local.yml") << "base_url: http://local\n";
  }
  ~EnvironmentFolderTest() override { fs::remove_all(folder_); }

  // Returns the base URL for a command line, with its source.
  GivenSetting base_url(std::vector<std::string> arguments) const {
    std::vector<char*> argv{const_cast<char*>("suite")};
    for (std::string& argument : arguments) argv.push_back(argument.data());
    int argc = static_cast<int>(argv.size());
    argv.push_back(nullptr);
    const Flags flags = parse_flags(
        &argc, argv.data(), environment_,
        {.foreign = {{"GATEWAY_URL", "base_url"}}, .defaults = {{"base_url", "http://default"}}});
    for (const Error& error : flags.errors) ADD_FAILURE() << error.message;
    for (const GivenSetting& given : flags.settings.given) {
      if (given.name == "base_url") return {given.name, flags.settings.base_url, given.source};
    }
    return {};
  }

  fs::path folder_ =
      fs::temp_directory_path() / ("environment_file_test_" + std::to_string(getpid()));
  Environment environment_{{"TRAFFIC_DATA_DIR", folder_.string()}};
};

TEST_F(EnvironmentFolderTest, FindsFileByName) {
  EXPECT_EQ(read_environment_file("staging", environment_).base_url, "http://staging");
  EXPECT_EQ(read_environment_file("local", environment_).base_url, "http://local");
  EXPECT_EQ(read_environment_file((folder_ / "staging.yaml").string(), {}).base_url,
            "http://staging");
  const EnvironmentFile file = read_environment_file("stagging", environment_);
  ASSERT_EQ(file.errors.size(), 1U);
  EXPECT_THAT(file.errors[0].message,
              testing::AllOf(
                  HasSubstr("no environment file stagging.yaml or stagging.yml in ., environments"),
                  HasSubstr("(did you mean 'staging'?)")));
}

TEST_F(EnvironmentFolderTest, FlagsAndVariablesOverrideFile) {
  EXPECT_EQ(base_url({}).value, "http://default");
  EXPECT_EQ(base_url({"--traffic_env=staging"}).value, "http://staging");
  EXPECT_EQ(base_url({"--traffic_env=staging"}).source, (folder_ / "staging.yaml:1").string());
  environment_["GATEWAY_URL"] = "http://gateway";
  EXPECT_EQ(base_url({"--traffic_env=staging"}).value, "http://gateway");
  environment_["TRAFFIC_BASE_URL"] = "http://variable";
  EXPECT_EQ(base_url({"--traffic_env=staging"}).value, "http://variable");
  EXPECT_EQ(base_url({"--traffic_env=staging", "--traffic_base_url=http://flag"}).value,
            "http://flag");
}

TEST_F(EnvironmentFolderTest, SecretsOverrideDefaultsOfSuite) {
  std::ofstream(folder_ / "secrets.yaml") << "secrets:\n  API_KEY: {env: STAGING_KEY}\n";
  const SuiteVariables shop = {.foreign = {{"API_KEY", "api_key"}},
                               .defaults = {{"api_key", "default"}, {"token", "default"}}};
  environment_["TRAFFIC_ENV"] = "secrets";
  int argc = 0;
  char* argv[] = {nullptr};
  EXPECT_EQ(parse_flags(&argc, argv, environment_, shop).settings.api_key, "");
  EXPECT_EQ(parse_flags(&argc, argv, environment_, shop).settings.token, "default");
  environment_["API_KEY"] = "variable";
  EXPECT_EQ(parse_flags(&argc, argv, environment_, shop).settings.api_key, "variable");
}

}  // namespace
}  // namespace traffic::detail
