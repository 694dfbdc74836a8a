// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/error.h"
#include "gtest_traffic/exchange.h"

namespace traffic {

// Gives an Auth access to a request that is about to be sent. Views are valid until a header or a
// parameter is added.
class AuthRequest {
 public:
  // `wire` holds the request line and the header fields so far. The target starts at `target_begin`
  // in `wire`.
  AuthRequest(Method method, std::string& wire, std::size_t target_begin, std::size_t target_size,
              std::string_view body)
      : method_(method),
        wire_(&wire),
        target_begin_(target_begin),
        target_size_(target_size),
        body_(body) {}

  Method method() const { return method_; }
  std::string_view target() const {  // path and query
    return std::string_view(*wire_).substr(target_begin_, target_size_);
  }
  std::string_view head() const { return *wire_; }  // request line and fields
  std::string_view body() const { return body_; }   // empty if streamed

  // Returns the value of the first field with that name, or `std::nullopt`.
  std::optional<std::string_view> header(std::string_view name) const;

  // Adds a header field. Returns false if the journey has already set a field with that name, and
  // for Content-Length and Transfer-Encoding, which the client writes.
  bool add_header(std::string_view name, std::string_view value);

  // Adds a percent-encoded query parameter. Returns false if the target already has a parameter
  // with that name.
  bool add_query(std::string_view name, std::string_view value);

 private:
  Method method_;
  std::string* wire_;
  std::size_t target_begin_;
  std::size_t target_size_;
  std::string_view body_;
};

// Authenticates the requests of one virtual user to one origin. Implement it for another
// authentication scheme. Each user has its own object, which is used only on the fiber of that
// user.
class Auth {
 public:
  Auth() = default;
  Auth(const Auth&) = delete;
  Auth& operator=(const Auth&) = delete;
  virtual ~Auth() = default;

  // Obtains credentials for `authorize` before each request. May suspend the fiber. Returns an
  // error if there are none: the request then fails with Failure::kAuth and is not sent.
  virtual std::optional<Error> prepare() { return std::nullopt; }

  // Adds the credentials to a request. Must not suspend the fiber.
  virtual void authorize(AuthRequest& request) = 0;

  // Receives each response to an authorized request. Returns true to retry once; only a 401 is
  // retried.
  virtual bool answered(const Exchange& /*exchange*/) { return false; }
};

// Sends the user name and password with each request (RFC 7617).
std::shared_ptr<Auth> basic(std::string_view user, std::string_view password);

// Sends a token with each request (RFC 6750, section 2.1).
std::shared_ptr<Auth> bearer(std::string_view token);

// Sends a key with each request, in a header field or as a query parameter.
std::shared_ptr<Auth> api_key(std::string_view header, std::string_view key);
std::shared_ptr<Auth> api_key_in_query(std::string_view parameter, std::string_view key);

// Proves knowledge of the password without sending it (RFC 7616). Supports MD5, SHA-256 and
// SHA-512/256, their `-sess` variants, and `qop=auth` or none. The client resends a request after a
// challenge, and after a nonce becomes stale. It does not resend a body that can be read only once.
std::shared_ptr<Auth> digest(std::string_view user, std::string_view password);

// Disables authentication for a request: `http.get("/me", {.auth = no_auth()})`.
std::shared_ptr<Auth> no_auth();

}  // namespace traffic
