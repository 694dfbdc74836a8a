// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/http/cookie.h"
#include "gtest_traffic/http/exchange.h"
#include "gtest_traffic/http/json_literal.h"
#include "gtest_traffic/http/range.h"

namespace traffic {

// Ends an iteration because a response lacks what the journey needs next; the journey's runner
// turns it into a failed check at the request's line.
class MissingValue : public std::exception {
 public:
  explicit MissingValue(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

// Gives what came back for one request. A handle, cheap to copy; valid until the journey's
// iteration ends. Not thread-safe: belongs to its virtual user.
class Response {
 public:
  // `document` caches the parsed body and has the exchange's lifetime.
  struct Document {
    const boost::json::value* value = nullptr;
    std::string_view error;
    bool parsed = false;
    bool peeked = false;  // a check has read one value of it already
    boost::container::pmr::memory_resource* memory = nullptr;
  };
  Response(const Exchange& exchange, Document& document)
      : exchange_(&exchange), document_(&document) {}

  // Returns the status code, or 0 when no response came; see `failure`.
  int status() const {
    exchange_->status_checked = true;
    return exchange_->status;
  }
  std::string_view body() const { return exchange_->body; }

  // Returns the bytes of the body as it came, before it was expanded.
  std::uint64_t wire_size() const { return exchange_->wire_size; }

  // Returns the bytes, expanded, and the SHA-256 in hex, if it was asked for, of a body that went
  // to a sink; 0 and an empty view when it was held.
  std::uint64_t streamed_size() const { return exchange_->streamed_size; }
  std::string_view streamed_sha256() const { return exchange_->streamed_sha256; }

  // Returns which part of the resource came (206), or how long it is (416), by its Content-Range.
  std::optional<ContentRange> content_range() const;

  // Returns the first header of that name, compared without case, or an empty view.
  std::string_view header(std::string_view name) const;

  // Returns the cookie of that name which this response sets, with its attributes; see also
  // Http::cookies.
  std::optional<Cookie> cookie(std::string_view name) const;

  // Returns the value at a JSON Pointer (RFC 6901); throws MissingValue when the body is not JSON
  // or lacks it.
  JsonNode operator[](std::string_view pointer) const;

  // Returns the parsed body, or null with `json_error()` set; parsed at most once.
  const boost::json::value* json() const;
  std::string_view json_error() const;

  // Returns where the response came from, after redirects: `http://127.0.0.1:8080/home?tab=1`.
  std::string url() const;

  // Returns how many redirects were followed.
  int redirects() const;

  const Timings& timings() const { return exchange_->timings; }
  int attempts() const { return exchange_->attempts; }

  // Tells how the connection was protected; null without TLS.
  const TlsInfo* tls() const { return exchange_->tls; }
  Failure failure() const {
    exchange_->status_checked = true;
    return exchange_->failure;
  }

  // Returns the whole record, for matchers and evidence.
  const Exchange& exchange() const { return *exchange_; }
  Document& document() const { return *document_; }

 private:
  const Exchange* exchange_;
  Document* document_;
};

// Says why there is no response: `no response (refused: connect to 127.0.0.1:9: connection
// refused)`.
std::string no_response_text(const Exchange& exchange);

// Says why nothing is at a pointer: `none: '/user' has only 'id', 'name'`.
std::string missing_text(const boost::json::value& root, std::string_view pointer);

// Returns status and reason as the server gave them: `503 Service Unavailable`.
std::string status_text(const Exchange& exchange);

// Prints one line for GoogleTest: `200 OK, application/json, 187 bytes`.
void PrintTo(const Response& response, std::ostream* out);

}  // namespace traffic

namespace testing {

// match/response_matcher.h specialises this; declared here so that a file which forgets to include
// it does not compile, instead of using another layout than the rest of the program.
template <typename T>
class Matcher;
template <>
class Matcher<const traffic::Response&>;

}  // namespace testing
