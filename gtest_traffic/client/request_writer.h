// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gtest_traffic/auth.h"
#include "gtest_traffic/body.h"
#include "gtest_traffic/client/client.h"
#include "gtest_traffic/client/request_head.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/exchange.h"
#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/path.h"
#include "gtest_traffic/request_options.h"
#include "gtest_traffic/url.h"

namespace traffic::detail {

class Upload;

// The request of one hop to its origin.
struct Message {
  std::string_view target = {};  // path and query
  const Body* body = nullptr;
  const std::vector<Parameter>* headers = nullptr;  // headers of this request only
  const std::optional<ByteRange>* range = nullptr;
  std::string_view cookies = {};
  Auth* auth = nullptr;  // adds its headers to the head
  std::string_view trace_line = {};
  const Upload* upload = nullptr;  // reads the body while it is sent; null: the body is in memory
};

// Builds the requests of one virtual user. Does not allocate after the thread's first few requests.
// Belongs to its user.
class RequestWriter {
 public:
  // `target` and the text of its origin must outlive the writer.
  RequestWriter(const BaseUrl& target, std::string_view origin)
      : target_(&target), origin_(origin), head_(target.authority()) {}

  // Sets a header of all later requests; an empty value removes it.
  void set_header(std::string_view name, std::string_view value) { head_.set(name, value); }

  // Resolves a path: relative to the target, or as a complete URL.
  std::optional<Error> address(const Path& path, const std::vector<Parameter>& query,
                               Url& url) const;

  // Writes a request to the client's origin into the arena and records it in the exchange. Returns
  // the bytes to send; with an upload, these are only the head.
  std::string_view write(Exchange& exchange, const Client& client, const Message& message,
                         Arena& arena) const;

 private:
  const BaseUrl* target_;
  std::string_view origin_;
  RequestHead head_;
};

}  // namespace traffic::detail
