// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/auth.h"
#include "gtest_traffic/body.h"
#include "gtest_traffic/body_sink.h"
#include "gtest_traffic/clock.h"
#include "gtest_traffic/path.h"
#include "gtest_traffic/range.h"

namespace traffic {

// The name and value of a header or query parameter. The value is a text, a number, a bool or a
// JSON value, and is written as in a path: numbers in decimal.
struct Parameter {
  template <detail::TextArgument T>
  Parameter(std::string_view its_name, const T& text)
      : name(its_name), value(std::string_view(text)) {}
  template <class T>
  requires(!detail::TextArgument<T> && std::constructible_from<PathValue, const T&>)
      Parameter(std::string_view its_name, const T& its_value)
      : name(its_name), value(PathValue(its_value).text()) {}

  std::string name = {};
  std::string value = {};
};

// Selects whether a status of 400 or more is a failed check if no check evaluates it. With kAllowed
// it is not; a missing response still is.
enum class AnyStatus : std::uint8_t { kNotAllowed, kAllowed };

// Options of one request: `http.get("/search", {.query = {{"q", term}, {"page", 2}}})`.
struct RequestOptions {
  std::vector<Parameter> headers = {};  // added to the user's own; the same name replaces a value
  std::vector<Parameter> query = {};    // percent-encoded and appended to the path
  std::shared_ptr<Auth> auth = {};      // replaces the user's; `no_auth()`: none
  std::optional<ByteRange> range = {};  // `.range = bytes_from(1000)`: requests only that part
  BodySink into = {};                   // destination of the body instead of memory
  Expect expect = Expect::kNothing;     // `kContinue` waits for permission to send the body
  Decoding decoding = Decoding::kAutomatic;    // `kOff` does not decode a compressed body
  std::optional<Duration> read_timeout = {};   // replaces --traffic_read_timeout
  std::optional<Duration> total_timeout = {};  // replaces --traffic_total_timeout
  std::optional<unsigned> redirects = {};      // maximum number to follow; 0: none
  std::optional<unsigned> retries = {};        // replaces --traffic_retries
  // Statuses that are retried even without Retry-After. The array must outlive the request.
  std::span<const int> retry_statuses = {};
  AnyStatus any_status = AnyStatus::kNotAllowed;  // `kAllowed`: an unchecked error is no failure
};

}  // namespace traffic
