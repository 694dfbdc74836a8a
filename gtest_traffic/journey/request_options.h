// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/clock.h"
#include "gtest_traffic/http/auth.h"
#include "gtest_traffic/http/body.h"
#include "gtest_traffic/http/body_sink.h"
#include "gtest_traffic/http/range.h"

namespace traffic {

// One name and value of a header or a query; numbers are written in decimal.
struct Parameter {
  template <class T>
  requires std::convertible_to<T, std::string_view> Parameter(std::string_view its_name,
                                                              const T& text)
      : name(its_name), value(std::string_view(text)) {}
  template <std::integral T>
  Parameter(std::string_view its_name, T number) : name(its_name), value(std::to_string(number)) {}

  std::string name = {};
  std::string value = {};
};

// Says what is special about one request: `http.get("/search", {.query = {{"q", term}, {"page",
// 2}}})`.
struct RequestOptions {
  std::vector<Parameter> headers = {};       // added to the user's own; a repeated name replaces it
  std::vector<Parameter> query = {};         // percent-escaped and appended to the path
  std::shared_ptr<Auth> auth = {};           // instead of the user's; `no_auth()`: none
  std::optional<ByteRange> range = {};       // `.range = bytes_from(1000)`: only that part
  BodySink into = {};                        // where the body goes instead of memory
  Expect expect = Expect::kNothing;          // `kContinue` asks before the body is sent
  Decoding decoding = Decoding::kAutomatic;  // `kOff` leaves a compressed body as it came
  std::optional<Duration> read_timeout = {};  // instead of --traffic_read_timeout
  std::optional<unsigned> redirects = {};     // how many to follow at most; 0: none
  std::optional<unsigned> retries = {};       // instead of --traffic_retries
};

}  // namespace traffic
