// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "gtest_traffic/http/json_compare.h"
#include "gtest_traffic/json/node_path.h"
#include "gtest_traffic/json/query.h"
#include "gtest_traffic/json/testing/shared_data.h"

namespace traffic::detail {
namespace {

constexpr std::string_view kSuite = "conformance/jsonpath-cts/cts.json";

// The answer to one test case, in the format of the test suite.
struct PathAnswer {
  boost::json::array values;
  boost::json::array paths;
};

bool is_among(const boost::json::array& answer, const boost::json::object& test,
              std::string_view one, std::string_view any) {
  if (const auto* expected = test.if_contains(one)) return same_json(*expected, answer);
  for (const auto& expected : test.at(any).as_array()) {
    if (same_json(expected, answer)) return true;
  }
  return false;
}

// Returns the mistake in our answer to a test case, or an empty text.
std::string mistake(const boost::json::object& test) {
  const std::string_view selector = test.at("selector").as_string();
  const Expected<JsonQuery> query = JsonQuery::parse(selector);
  const bool invalid = test.contains("invalid_selector");
  if (invalid) return query ? "accepted, although it is invalid" : "";
  if (!query) return query.error().message;
  const boost::json::value& document = test.at("document");
  const Expected<JsonNodes> nodes = query->select(document);
  if (!nodes) return nodes.error().message;
  PathAnswer answer;
  for (const auto* node : *nodes) {
    answer.values.push_back(*node);
    answer.paths.emplace_back(find_node_path(document, *node).text);
  }
  if (!is_among(answer.values, test, "result", "results")) {
    return fmt::format("selects {}", boost::json::serialize(answer.values));
  }
  if (!is_among(answer.paths, test, "result_paths", "results_paths")) {
    return fmt::format("locates {}", boost::json::serialize(answer.paths));
  }
  return {};
}

TEST(JsonPathConformanceTest, PassesRfc9535Suite) {
  const auto suite = read_shared_json(kSuite);
  if (!suite) GTEST_SKIP() << shared_file(kSuite) << " is not there; set TRAFFIC_SHARED_DIR";
  const boost::json::array& tests = suite->at("tests").as_array();
  std::size_t passed = 0;
  for (const auto& test : tests) {
    const std::string wrong = mistake(test.as_object());
    passed += wrong.empty() ? 1 : 0;
    EXPECT_EQ(wrong, "") << test.at("name") << ": " << test.at("selector");
  }
  std::printf("JSONPath (RFC 9535): %zu/%zu\n", passed, tests.size());
  EXPECT_GE(tests.size(), 703U) << "the test suite has lost tests";
  EXPECT_EQ(passed, tests.size());
}

}  // namespace
}  // namespace traffic::detail
