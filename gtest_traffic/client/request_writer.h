// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "gtest_traffic/client/call.h"
#include "gtest_traffic/client/connections.h"
#include "gtest_traffic/client/request_head.h"
#include "gtest_traffic/cookie_jar.h"
#include "gtest_traffic/error.h"

namespace traffic::detail {

// Builds the requests of one virtual user. Does not allocate after the thread's first few requests.
// Belongs to its user.
class RequestWriter {
 public:
  explicit RequestWriter(const ClientEnvironment& environment)
      : environment_(&environment), head_(environment.target.authority()) {}

  // Sets a header of all later requests; an empty value removes it.
  void set_header(std::string_view name, std::string_view value) { head_.set(name, value); }

  // Resolves the path of a call, relative to the target or as a complete URL. Sets its target and
  // its connection.
  std::optional<Error> address(Call& call, Connections& connections) const;

  // Returns the name of a header of the call that only the client may write; empty if there is
  // none.
  std::string_view framing_field(const Call& call) const {
    return head_.framing_field(*call.headers);
  }

  // Writes the next request of a call into its arena and records it in the latest exchange. Sets
  // `call.wire`, the bytes to send; with an upload, these are only the head. `jar` is null if there
  // are no cookies.
  void write(Call& call, CookieJar* jar) const;

 private:
  const ClientEnvironment* environment_;
  RequestHead head_;
};

}  // namespace traffic::detail
