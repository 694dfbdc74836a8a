// SPDX-License-Identifier: Apache-2.0
// An input is a query, a line break and a document. The path of each selected node must select that
// node.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "gtest_traffic/json/node_path.h"
#include "gtest_traffic/json/query.h"

namespace {

constexpr std::size_t kPathsTried = 20;

[[noreturn]] void fail(const char* why, std::string_view what) {
  std::fprintf(stderr, "%s: %.*s\n", why, static_cast<int>(what.size()), what.data());
  std::abort();
}

void check_path_of_node(const boost::json::value& root, const boost::json::value& node) {
  const std::string path = traffic::detail::find_node_path(root, node).text;
  const auto query = traffic::detail::JsonQuery::parse(path);
  if (!query) fail("a normalized path was rejected", path);
  const auto found = query->select(root);
  if (!found || found->size() != 1 || found->front() != &node) {
    fail("a normalized path selects another node", path);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  const auto query = traffic::detail::JsonQuery::parse(input.substr(0, line));
  if (!query) {
    if (query.error().message.empty()) fail("a query was rejected without a message", input);
    return 0;
  }
  boost::json::parse_options options;
  options.max_depth = 200;
  boost::system::error_code error;
  const std::string_view document =
      line == std::string_view::npos ? std::string_view() : input.substr(line + 1);
  const auto root = boost::json::parse(document, error, {}, options);
  if (error) return 0;
  const auto nodes = query->select(root);
  if (!nodes) return 0;
  if (query->is_singular() && nodes->size() > 1)
    fail("a singular query selected several nodes", input);
  if (nodes->empty()) query->explain_none(root);
  for (std::size_t i = 0; i < std::min(nodes->size(), kPathsTried); ++i) {
    check_path_of_node(root, *(*nodes)[i]);
  }
  return 0;
}
