// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/testing/shared_data.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace traffic::detail {

std::string shared_file(std::string_view path) {
  const char* folder = std::getenv("TRAFFIC_SHARED_DIR");
  return fmt::format("{}/{}", folder != nullptr ? folder : SHARED_DIR, path);
}

std::optional<boost::json::value> read_shared_json(std::string_view path) {
  std::ifstream file(shared_file(path));
  if (!file) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  boost::json::parse_options options;
  options.max_depth = 256;
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(text, error, {}, options);
  EXPECT_FALSE(error) << shared_file(path) << ": " << error.message();
  return value;
}

}  // namespace traffic::detail
