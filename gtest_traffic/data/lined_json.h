// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <memory>
#include <string_view>

#include "gtest_traffic/data/document_limits.h"
#include "gtest_traffic/error.h"

namespace traffic::detail {

// Holds a JSON value, and for each value in it the line of the source. Read-only. Copies share the
// value.
class LinedJson {
 public:
  struct Data;

  explicit LinedJson(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

  const boost::json::value& root() const;

  // Returns the line, from 1, of a value within the root. The line of a member of an object is that
  // of its key. Returns 0 for any other value.
  int line_of(const boost::json::value& value) const;

  // Returns the number of values.
  std::size_t size() const;

  // Returns the root. It keeps the whole value alive.
  std::shared_ptr<const boost::json::value> share() const;

 private:
  std::shared_ptr<const Data> data_;
};

// Parse a document. Errors contain one line `source:line: …` for each mistake, such as a repeated
// key or an exceeded limit.
Expected<LinedJson> parse_lined_json(std::string_view text, std::string_view source,
                                     const DocumentLimits& limits = {});
Expected<LinedJson> parse_lined_yaml(std::string_view text, std::string_view source,
                                     const DocumentLimits& limits = {});

}  // namespace traffic::detail
