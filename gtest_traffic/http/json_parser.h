// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/error.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <memory>
#include <string_view>

namespace traffic::detail {

// Parses JSON texts like boost::json::parser, but reads each number as its nearest double. Keeps
// its memory between texts. Not thread-safe.
class JsonParser {
 public:
  explicit JsonParser(const boost::json::parse_options& options = {});
  ~JsonParser();

  // Parses a whole text into `storage`. After an error, the value is null.
  boost::json::value parse(std::string_view text, boost::json::storage_ptr storage,
                           boost::system::error_code& error);

  // Returns the number of bytes of the latest text that were read before its end or an error.
  std::size_t read() const { return read_; }

 private:
  class Builder;
  class Impl;
  std::unique_ptr<Impl> impl_;
  std::size_t read_ = 0;
};

// Parses one text like boost::json::parse, but reads each number as its nearest double.
boost::json::value parse_json(std::string_view text, boost::system::error_code& error,
                              boost::json::storage_ptr storage = {},
                              const boost::json::parse_options& options = {});

}  // namespace traffic::detail
