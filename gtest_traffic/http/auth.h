// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/http/exchange.h"

namespace traffic {

// A request that is about to be sent, for an Auth to complete. Views are valid until something is
// added.
class AuthRequest {
 public:
  // `wire` holds the request line, with `target` at `target_begin`, and the fields so far.
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
  std::string_view body() const { return body_; }   // empty when it is read while it is sent

  // Returns the first field of that name, or nothing.
  std::optional<std::string_view> header(std::string_view name) const;

  // Adds a field, unless the journey has set one of that name by hand; false then.
  bool add_header(std::string_view name, std::string_view value);

  // Adds a query parameter, percent-escaped, unless the target has one of that name; false then.
  bool add_query(std::string_view name, std::string_view value);

 private:
  Method method_;
  std::string* wire_;
  std::size_t target_begin_;
  std::size_t target_size_;
  std::string_view body_;
};

// Says who is asking, in each request of one virtual user to one origin: implement it for a scheme
// of your own. Belongs to that user, on whose fiber its functions run.
class Auth {
 public:
  Auth() = default;
  Auth(const Auth&) = delete;
  Auth& operator=(const Auth&) = delete;
  virtual ~Auth() = default;

  // Gets what `authorize` needs, before each request; may suspend the fiber. Returns why that is
  // not to be had: the request then fails as Failure::kAuth, unsent.
  virtual std::optional<Error> prepare() { return std::nullopt; }

  // Adds to a request what tells the server who is asking; may not suspend the fiber.
  virtual void authorize(AuthRequest& request) = 0;

  // Sees each response to what was authorized; true asks for one more try, which only a 401 gets.
  virtual bool answered(const Exchange& /*exchange*/) { return false; }
};

// Sends user and password with each request (RFC 7617).
std::shared_ptr<Auth> basic(std::string_view user, std::string_view password);

// Sends a token with each request (RFC 6750 §2.1).
std::shared_ptr<Auth> bearer(std::string_view token);

// Sends a key with each request, in a header field or as a query parameter.
std::shared_ptr<Auth> api_key(std::string_view header, std::string_view key);
std::shared_ptr<Auth> api_key_in_query(std::string_view parameter, std::string_view key);

// Proves to know the password without sending it (RFC 7616): MD5, SHA-256 and SHA-512/256, their
// `-sess` variants, `qop=auth` or none. The first request is refused and sent again with the proof,
// as are those whose nonce became stale; a body that cannot be sent twice is not.
std::shared_ptr<Auth> digest(std::string_view user, std::string_view password);

// Sends nothing: `http.get("/me", {.auth = no_auth()})` asks as a stranger.
std::shared_ptr<Auth> no_auth();

}  // namespace traffic
