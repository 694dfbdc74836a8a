// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/method.h"
#include "gtest_traffic/origin.h"
#include "gtest_traffic/request_options.h"

namespace traffic::detail {

// The properties of one request's head.
struct RequestFields {
  Method method = Method::kGet;
  // The origin of the request if it is not the user's target. That origin receives none of the
  // user's secrets.
  const Origin* elsewhere = nullptr;
  const std::vector<Parameter>* extra = nullptr;  // replace the user's headers of the same name
  std::string_view content_type = {};
  std::optional<std::uint64_t> content_length = 0;  // `std::nullopt`: chunked
  std::string_view trace_line = {};                 // not used if the user sets one; empty: none
  std::string_view proxy_authorization = {};
  // From the user's jar; an explicit `Cookie` header takes precedence.
  std::string_view cookies = {};
};

// Writes the heads of one user's requests. Constant headers are prepared once, so that each request
// only copies them.
class RequestHead {
 public:
  explicit RequestHead(std::string_view authority);

  // Sets a header of all later requests; an empty value removes it.
  void set(std::string_view name, std::string_view value);

  // Returns the name of a field that only the client may write, among the user's headers and those
  // of a request; empty if there is none.
  std::string_view framing_field(const std::vector<Parameter>& extra) const;

  // Returns whether a request with these headers asks to close the connection after the response.
  bool closes(const std::vector<Parameter>& extra) const;

  // Appends everything after the request line, including the blank line.
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
  bool has_trace_ = false;  // set by the user
  bool has_cookie_ = false;
  bool has_type_ = false;
  bool closes_ = false;
  std::string framing_ = {};  // a field that only the client may write
};

}  // namespace traffic::detail
