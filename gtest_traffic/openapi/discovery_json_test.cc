// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/discovery_json.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "gtest_traffic/openapi/testing/text_api.h"

namespace traffic::openapi {
namespace {

using testing::HasSubstr;
using testing::Not;

Discovery sample() {
  TextApi read = read_text(
      "openapi: 3.0.0\ninfo: {title: Docs}\npaths:\n  /a:\n    get: {operationId: list}\n"
      "    post: {}\n  /b/{id}: {get: {}}\n");
  Discovery found;
  found.apps.push_back(
      {.name = "docman", .prefix = "/docman", .document = "http://h/openapi.json"});
  found.apps[0].documents = read.documents;
  found.apps[0].problems = read.api->problems;
  found.apps[0].api = *std::move(read.api);
  found.apps.push_back(
      {.name = "main", .document = "bad\x1b.yaml", .problems = {"bad\x1b.yaml:1: no"}});
  found.problems = {"a URL was not tried"};
  return found;
}

TEST(DiscoveryJsonTest, ListsTheApplications) {
  const auto json = boost::json::parse(discovery_json(sample()));
  EXPECT_EQ(json.at("docman"), boost::json::parse(R"({
    "prefix": "/docman", "document": "http://h/openapi.json", "title": "Docs", "version": "3.0.0",
    "endpoints": ["/a", "/b/{id}"],
    "operations": [{"method": "GET", "path": "/a", "id": "list", "line": "/api/root.yaml:5"},
                   {"method": "POST", "path": "/a", "line": "/api/root.yaml:6"},
                   {"method": "GET", "path": "/b/{id}", "line": "/api/root.yaml:7"}],
    "problems": ["/api/root.yaml:7: GET /b/{id}: no parameter describes '{id}' of the path"]})"));
  EXPECT_EQ(json.at("main").at("endpoints"), boost::json::array());
}

TEST(DiscoveryJsonTest, PrintsATable) {
  const std::string text = discovery_table(sample());
  EXPECT_THAT(text, HasSubstr("application  prefix   operations  version  document\n"
                              "docman       /docman           3  3.0.0    http://h/openapi.json\n"
                              "main                           0  -        bad?.yaml\n"
                              "3 operations in 2 applications\n"));
  EXPECT_THAT(text, HasSubstr("problem of main: bad?.yaml:1: no\nproblem: a URL was not tried\n"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace traffic::openapi
