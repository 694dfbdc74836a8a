// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/secret.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/response.h"
#include "gtest_traffic/variable.h"

namespace traffic::detail {
namespace {

class SecretTest : public testing::Test {
 protected:
  ~SecretTest() override {
    settings().environment_settings = {};
    std::filesystem::remove(file_);
  }
  void write(const std::string& text) const { std::ofstream(file_) << text; }

  std::string file_ =
      (std::filesystem::temp_directory_path() / ("secret_test_" + std::to_string(getpid())))
          .string();
};

TEST_F(SecretTest, ReadsEnvironmentVariable) {
  setenv("SECRET_ONE", "value-one", 1);
  EXPECT_EQ(secret("SECRET_ONE"), "value-one");
  EXPECT_EQ(redactor().redact("is value-one"), "is ***");
}

TEST_F(SecretTest, ReadsFileNamedByVariable) {
  write("value-two\n");
  setenv("SECRET_TWO_FILE", file_.c_str(), 1);
  EXPECT_EQ(secret("SECRET_TWO"), "value-two");
}

TEST_F(SecretTest, ReadsSourceOfEnvironmentFile) {
  write("value-three\n");
  setenv("SECRET_THREE", "another", 1);
  setenv("STAGING_FOUR", "value-four", 1);
  settings().environment_settings.secrets = {{"SECRET_THREE", {.file = file_}},
                                             {"SECRET_FOUR", {.variable = "STAGING_FOUR"}}};
  EXPECT_EQ(secret("SECRET_THREE"), "value-three");
  EXPECT_EQ(secret("SECRET_FOUR"), "value-four");
}

TEST_F(SecretTest, ReportsHowToSetMissingSecret) {
  EXPECT_EQ(find_secret("SECRET_FIVE"), nullptr);
  EXPECT_EQ(missing_secret_text("SECRET_FIVE"),
            "the environment variable SECRET_FIVE is not set; set it, or set SECRET_FIVE_FILE to "
            "the path "
            "of a file that contains it");
  EXPECT_THROW(secret("SECRET_FIVE"), MissingSecret);
  write("\n");
  settings().environment_settings.secrets = {{"SECRET_SIX", {.file = file_}},
                                             {"SECRET_SEVEN", {.file = "/nowhere/seven"}},
                                             {"SECRET_EIGHT", {.variable = "STAGING_EIGHT"}}};
  EXPECT_EQ(missing_secret_text("SECRET_SIX"), file_ + ": the file is empty");
  EXPECT_EQ(missing_secret_text("SECRET_SEVEN"), "/nowhere/seven: No such file or directory");
  EXPECT_EQ(missing_secret_text("SECRET_EIGHT"),
            "the environment variable STAGING_EIGHT is not set");
}

using VariableTest = SecretTest;

TEST_F(VariableTest, SuggestsNearestName) {
  settings().environment_settings.variables = {{"currency", "EUR"}};
  EXPECT_EQ(variable("currency"), "EUR");
  try {
    variable("curency");
    ADD_FAILURE() << "expected an exception";
  } catch (const MissingValue& missing) {
    EXPECT_STREQ(missing.what(),
                 "unknown variable 'curency' (did you mean 'currency'?): define it under "
                 "'variables' in the file of --traffic_env");
  }
}

}  // namespace
}  // namespace traffic::detail
