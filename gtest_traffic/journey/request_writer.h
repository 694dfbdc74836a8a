// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/http/auth.h"
#include "gtest_traffic/http/body.h"
#include "gtest_traffic/http/exchange.h"
#include "gtest_traffic/http/path.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/journey/request_head.h"
#include "gtest_traffic/journey/request_options.h"
#include "gtest_traffic/net/client.h"

namespace traffic {

class Upload;

// What one hop of a request says to its origin.
struct Message {
  std::string_view target = {};  // path and query
  const Body* body = nullptr;
  const std::vector<Parameter>* headers = nullptr;  // of the request alone
  const std::optional<ByteRange>* range = nullptr;
  std::string_view cookies = {};
  Auth* auth = nullptr;  // completes the head
  std::string_view traceparent = {};
  const Upload* upload = nullptr;  // reads the body while it is sent; null: it is in memory
};

// Puts the requests of one virtual user together, without allocating once the thread has written
// some. Belongs to its user.
class RequestWriter {
 public:
  // `target` and the text of its origin must outlive the writer.
  RequestWriter(const BaseUrl& target, std::string_view origin)
      : target_(&target), origin_(origin), head_(target.authority()) {}

  // Sends this header with every later request; an empty value takes it out again.
  void set_header(std::string_view name, std::string_view value) { head_.set(name, value); }

  // Finds out where a path leads: below the target, or where it says when it is a whole URL.
  std::optional<Error> address(const Path& path, const std::vector<Parameter>& query,
                               Url& url) const;

  // Writes a request to the client's origin into the arena, and notes in the exchange
  // what was written. Returns what is to be sent, which is the head alone when there is an upload.
  std::string_view write(Exchange& exchange, const Client& client, const Message& message,
                         Arena& arena) const;

 private:
  const BaseUrl* target_;
  std::string_view origin_;
  RequestHead head_;
};

}  // namespace traffic
