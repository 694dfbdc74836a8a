// SPDX-License-Identifier: Apache-2.0
// Reads the descriptions of real APIs in the shared test data.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

#include "gtest_traffic/base/testing/command.h"
#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/openapi/discovery.h"

namespace traffic::openapi {
namespace {

struct SharedDocument {
  const char* name;      // in the folder `openapi`
  const char* unpacked;  // the root document
  const char* version;
  std::size_t operations;
};

class SharedDocumentsTest : public testing::TestWithParam<SharedDocument> {};

TEST_P(SharedDocumentsTest, HasAllOperations) {
  const SharedDocument& given = GetParam();
  const char* const shared = std::getenv("TRAFFIC_SHARED_DIR");
  const std::string packed =
      std::string(shared == nullptr ? SHARED_DIR : shared) + "/openapi/" + given.name;
  if (!std::filesystem::exists(packed)) GTEST_SKIP() << packed << " does not exist";
  const detail::TemporaryFolder folder;
  const std::string unpack =
      std::string(given.name).ends_with(".tar.gz")
          ? "tar -xzf '" + packed + "' -C '" + folder.path("") + "'"
          : "gzip -dcf '" + packed + "' > '" + folder.path(given.unpacked) + "'";
  const detail::Outcome unpacked =
      detail::run_command({"/bin/sh", "-c", unpack}, {"PATH=/bin:/usr/bin"});
  ASSERT_EQ(unpacked.exit_code, 0) << unpacked.text;
  const Discovery found = discover({.documents = {folder.path(given.unpacked)}});
  ASSERT_EQ(found.apps.size(), 1U);
  const App& app = found.apps.front();
  ASSERT_TRUE(app.api) << app.problems.front();
  EXPECT_EQ(app.api->version_text, given.version);
  EXPECT_EQ(app.api->operations.size(), given.operations);
  EXPECT_THAT(app.problems, testing::IsEmpty());
  for (const Operation& operation : app.api->operations) EXPECT_GT(operation.place.line(), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Real, SharedDocumentsTest,
    testing::Values(
        SharedDocument{"digitalocean.tar.gz",
                       "digitalocean/specification/DigitalOcean-public.v2.yaml", "3.0.0", 659},
        SharedDocument{"fastapi-template.json", "fastapi-template.json", "3.1.0", 36},
        SharedDocument{"openai.yaml.gz", "openai.yaml", "3.1.0", 288},
        SharedDocument{"prefect-fastapi.json.gz", "prefect-fastapi.json", "3.1.0", 179},
        SharedDocument{"slack.swagger.json.gz", "slack.swagger.json", "2.0", 174},
        SharedDocument{"twilio_api_v2010.json.gz", "twilio_api_v2010.json", "3.0.1", 197},
        SharedDocument{"twilio_video_v1.yaml.gz", "twilio_video_v1.yaml", "3.0.1", 39},
        SharedDocument{"uspto.yaml", "uspto.yaml", "3.0.1", 3}),
    [](const testing::TestParamInfo<SharedDocument>& one) {
      std::string name = one.param.name;
      name.resize(name.find('.'));
      for (char& c : name) c = c == '-' ? '_' : c;
      return name;
    });

}  // namespace
}  // namespace traffic::openapi
