// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "gtest_traffic/cookie.h"
#include "gtest_traffic/exchange.h"
#include "gtest_traffic/json_literal.h"
#include "gtest_traffic/range.h"

namespace traffic {

// Holds the result of one request. A handle that is cheap to copy and valid until the iteration of
// the journey ends. Not thread-safe: belongs to its virtual user.
//
// A status of 400 or more that no check evaluates is one failed check, not fatal, at the line of
// the request. So is a missing response. This applies to the last response, after redirects,
// retries and authentication, as a test, under load and in a benchmark. It is judged at the end of
// the iteration, and for SetUp and TearDown at their own ends. `status()`, `failure()` and the
// matchers that read the status evaluate it. The headers, the body, its JSON, and `created` do not.
// There is no such failure
//  - for a request with `.any_status = AnyStatus::kAllowed`, if there is a response;
//  - if another check of the request has failed;
//  - for the requests that delete created resources, which the ledger reports;
//  - in the attempts of EVENTUALLY, except in the last attempt;
//  - in an iteration that was skipped, or interrupted by the end of the run.
class Response {
 public:
  // `document` caches the parsed body and has the lifetime of the exchange.
  struct Document {
    const boost::json::value* value = nullptr;
    std::string_view error = {};
    bool parsed = false;
    bool peeked = false;  // a check has already read one value
    boost::container::pmr::memory_resource* memory = nullptr;
  };
  // A response before any request, without a status: for a variable that is assigned later.
  Response();
  Response(const Exchange& exchange, Document& document)
      : exchange_(&exchange), document_(&document) {}

  // Returns the status code, or 0 if there is no response; see `failure`.
  int status() const {
    exchange_->status_checked = true;
    return exchange_->status;
  }
  std::string_view body() const { return exchange_->body; }

  // Returns the size of the body as received, in bytes before decoding.
  std::uint64_t wire_size() const { return exchange_->wire_size; }

  // Returns the decoded size in bytes, and the SHA-256 in hex if requested, of a body that went to
  // a sink. Returns 0 and an empty view if the body was kept in memory.
  std::uint64_t streamed_size() const { return exchange_->streamed_size; }
  std::string_view streamed_sha256() const { return exchange_->streamed_sha256; }

  // Returns the Content-Range: the part of the resource in a 206 response, or its size in a 416
  // response.
  std::optional<ContentRange> content_range() const;

  // Returns the value of the first header field with that name, ignoring case, or an empty view.
  std::string_view header(std::string_view name) const;

  // Returns the cookie with that name from this response, including its attributes. See also
  // Http::cookies.
  std::optional<Cookie> cookie(std::string_view name) const;

  // Returns the value at a JSON Pointer (RFC 6901). Throws MissingValue if the body is not JSON or
  // lacks the value.
  JsonNode operator[](std::string_view pointer) const;

  // Returns the parsed body, or null with a message in `json_error()`. Parses the body at most
  // once.
  const boost::json::value* json() const;
  std::string_view json_error() const;

  // Returns the final URL after redirects: `http://127.0.0.1:8080/home?tab=1`.
  std::string url() const;

  // Returns the number of redirects that were followed.
  int redirects() const;

  const Timings& timings() const { return exchange_->timings; }
  int attempts() const { return exchange_->attempts; }

  // Returns the TLS properties of the connection, or null without TLS.
  const TlsInfo* tls() const { return exchange_->tls; }
  Failure failure() const {
    exchange_->status_checked = true;
    return exchange_->failure;
  }

  // Returns the whole exchange, for matchers and failure messages.
  const Exchange& exchange() const { return *exchange_; }
  Document& document() const { return *document_; }

  // Does not compile. Explains the mistakes `EXPECT_EQ(response, 200)` and
  // `EXPECT_THAT(response, 200)`.
  template <class Number>
  requires std::is_arithmetic_v<Number>
  friend bool operator==(const Response&, Number) {
    static_assert(!std::is_arithmetic_v<Number>,
                  "a response is not a number: EXPECT_THAT(response, StatusIs(200)), or "
                  "EXPECT_EQ(response.status(), 200)");
    return false;
  }

 private:
  const Exchange* exchange_;
  Document* document_;
};

// Print one line: `200 OK, application/json, 187 bytes`.
void PrintTo(const Response& response, std::ostream* out);
std::ostream& operator<<(std::ostream& out, const Response& response);

namespace detail {

// Returns the reason why there is no response: `no response (refused: connect to 127.0.0.1:9:
// connection refused)`.
std::string no_response_text(const Exchange& exchange);

// Returns the reason why there is no value at a pointer: `none: '/user' has only 'id', 'name'`.
std::string missing_text(const boost::json::value& root, std::string_view pointer);

// Returns the status and reason phrase that the server sent: `503 Service Unavailable`.
std::string status_text(const Exchange& exchange);

}  // namespace detail
}  // namespace traffic

namespace testing {

// match/response_matcher.h specializes this class. The declaration makes a file without that header
// fail to compile, instead of using a different layout from the rest of the program.
template <typename T>
class Matcher;
template <>
class Matcher<const traffic::Response&>;

}  // namespace testing
