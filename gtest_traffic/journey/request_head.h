// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/method.h"
#include "gtest_traffic/http/origin.h"
#include "gtest_traffic/journey/request_options.h"

namespace traffic {

// What is special about the head of one request.
struct RequestFields {
  Method method = Method::kGet;
  // Where it goes when that is not the user's target: it gets none of the user's secrets then.
  const Origin* elsewhere = nullptr;
  const std::vector<Parameter>* extra = nullptr;  // replace the user's fields
  std::string_view content_type = {};
  std::optional<std::uint64_t> content_length = 0;  // nothing: chunked
  std::string_view traceparent = {};                // unless the user sets one; empty: none
  std::string_view proxy_authorization = {};
  std::string_view cookies = {};  // of the user's jar; a `Cookie` field set by hand goes before
};

// Writes the heads of one user's requests. The fields that do not change are laid out once, so that
// a request costs a copy of them.
class RequestHead {
 public:
  explicit RequestHead(std::string_view authority);

  // Sets a field of every later request; an empty value takes it out.
  void set(std::string_view name, std::string_view value);

  // Appends everything after the request line, the blank line included.
  void append_to(std::string& out, const RequestFields& fields) const;

 private:
  struct Field {
    std::string name;
    std::string value;
    bool secret = false;
  };
  void lay_out();
  void append_own(std::string& out, const RequestFields& fields) const;

  std::vector<Field> fields_;
  std::string block_;
  bool has_trace_ = false;  // the user's own
  bool has_cookie_ = false;
  bool has_type_ = false;
};

}  // namespace traffic
