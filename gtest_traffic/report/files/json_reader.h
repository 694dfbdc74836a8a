// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/distribution.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/histogram.h"

namespace traffic::detail {

// Reads the members of an untrusted JSON object. Stores the first mistake with the member's path in
// the shared `error`. After a mistake, every read returns a default value. Keeps a view of the
// document, which must outlive the reader.
class JsonReader {
 public:
  JsonReader(const boost::json::value& value, std::string path, std::optional<Error>& error);

  std::string text(std::string_view key) const;
  bool flag(std::string_view key) const;
  double number(std::string_view key) const;  // finite, zero or more
  std::uint64_t count(std::string_view key, std::uint64_t most = UINT64_MAX) const;
  Duration duration(std::string_view key, double nanoseconds_per_unit) const;  // zero or more
  Histogram histogram(std::string_view key) const;
  Distribution distribution(std::string_view key) const;
  JsonReader object(std::string_view key) const;
  std::vector<JsonReader> objects(std::string_view key) const;  // the elements of an array
  std::vector<std::string> texts(std::string_view key) const;

  std::vector<std::string> keys() const;
  bool has(std::string_view key) const { return find(key) != nullptr; }

  // Stores a mistake with the expected and the actual value of the member, unless there is one
  // already.
  void fail(std::string_view key, std::string_view expected) const;

  // Does the same for a member whose key is wrong.
  void fail_key(std::string_view key, std::string_view expected) const;

 private:
  const boost::json::value* find(std::string_view key) const;
  const boost::json::array& array(std::string_view key) const;
  std::string path_to(std::string_view key) const;

  const boost::json::object* object_;
  std::string path_;
  std::optional<Error>* error_;
};

}  // namespace traffic::detail
