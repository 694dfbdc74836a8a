// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/service_list.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

namespace traffic::openapi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> paths(const char* json) { return service_paths(boost::json::parse(json)); }

TEST(ServiceListTest, FindsPathsAnywhere) {
  EXPECT_THAT(paths(R"({"services":[{"name":"docman","prefix":"/docman"},
                                    {"name":"b","docs":"http://h/b/openapi.json"}]})"),
              ElementsAre("/docman", "http://h/b/openapi.json"));
  EXPECT_THAT(paths(R"({"/x/y":{"up":true},"z":["/x/y","/w"]})"), ElementsAre("/x/y", "/w"));
}

TEST(ServiceListTest, FallsBackToNames) {
  EXPECT_THAT(paths(R"({"services":{"docman":{"up":true},"chunks":{"up":false}},"total":2})"),
              ElementsAre("/docman", "/chunks"));
  EXPECT_THAT(paths(R"(["docman","chunks"])"), ElementsAre("/docman", "/chunks"));
  EXPECT_THAT(paths(R"({"apps":["docman"],"status":"running"})"), ElementsAre("/docman"));
  EXPECT_THAT(paths(R"({"services":[{"name":"docman","status":"up"}]})"), ElementsAre("/docman"));
}

TEST(ServiceListTest, LeavesOtherTexts) {
  EXPECT_THAT(paths(R"({"message":"a /path in a text","x":"//host/y","t":"/users/{id}","n":"/"})"),
              IsEmpty());
}

}  // namespace
}  // namespace traffic::openapi
