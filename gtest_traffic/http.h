// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "gtest_traffic/auth.h"
#include "gtest_traffic/body.h"
#include "gtest_traffic/cookie_jar.h"
#include "gtest_traffic/form.h"
#include "gtest_traffic/method.h"
#include "gtest_traffic/multipart.h"
#include "gtest_traffic/oauth2.h"
#include "gtest_traffic/path.h"
#include "gtest_traffic/request_options.h"
#include "gtest_traffic/response.h"

namespace traffic {

namespace detail {
class Session;
}

// Sends HTTP requests for one virtual user. Each call appears to block but suspends the user's
// fiber. Each call is one step of the journey, named after its template. Server and network errors
// do not throw: see Response::failure.
class Http {
 public:
  // Belongs to the virtual user that this thread currently constructs.
  Http();

  Response get(const Path& path, const RequestOptions& options = no_options()) {
    return request(Method::kGet, path, no_body(), options);
  }
  Response head(const Path& path, const RequestOptions& options = no_options()) {
    return request(Method::kHead, path, no_body(), options);
  }
  Response options(const Path& path, const RequestOptions& options = no_options()) {
    return request(Method::kOptions, path, no_body(), options);
  }
  Response del(const Path& path, const RequestOptions& options = no_options()) {
    return request(Method::kDelete, path, no_body(), options);
  }
  Response post(const Path& path, const Body& body = no_body(),
                const RequestOptions& options = no_options()) {
    return request(Method::kPost, path, body, options);
  }
  Response put(const Path& path, const Body& body = no_body(),
               const RequestOptions& options = no_options()) {
    return request(Method::kPut, path, body, options);
  }
  Response patch(const Path& path, const Body& body = no_body(),
                 const RequestOptions& options = no_options()) {
    return request(Method::kPatch, path, body, options);
  }

  // The methods without a body accept template values directly: `http.get("/orders/{}", id)`.
  template <class First, class... Rest>
  Response get(PathTemplate text, const First& first, const Rest&... rest) {
    return request(Method::kGet, Path(text, first, rest...), no_body(), no_options());
  }
  template <class First, class... Rest>
  Response head(PathTemplate text, const First& first, const Rest&... rest) {
    return request(Method::kHead, Path(text, first, rest...), no_body(), no_options());
  }
  template <class First, class... Rest>
  Response options(PathTemplate text, const First& first, const Rest&... rest) {
    return request(Method::kOptions, Path(text, first, rest...), no_body(), no_options());
  }
  template <class First, class... Rest>
  Response del(PathTemplate text, const First& first, const Rest&... rest) {
    return request(Method::kDelete, Path(text, first, rest...), no_body(), no_options());
  }

  Response request(Method method, const Path& path, const Body& body,
                   const RequestOptions& options);

  // Sends a request with any method: `http.request("PROPFIND", "/files", {}, {})`. Throws
  // std::invalid_argument if the name is not a token (RFC 9110, section 5.6.2), or is CONNECT. Like
  // POST, a method without a function of its own is not sent again after a failure.
  Response request(std::string_view method, const Path& path, const Body& body = no_body(),
                   const RequestOptions& options = no_options());

  // Sets a header for all later requests of this user; an empty value removes it.
  void header(std::string_view name, std::string_view value);

  // Authenticates later requests of this user to the target; null disables it:
  // `http.auth(basic(secret("USER"), secret("PASS")))`. If the scheme needs a token, this call
  // fetches it.
  void auth(std::shared_ptr<Auth> auth);

  // Returns this user's cookies. Like in a browser, they persist across iterations. A journey that
  // must begin without cookies calls `http.cookies().clear()`.
  CookieJar& cookies();

  // Sets the maximum number of redirects to follow for later requests of this user; the default is
  // 10. With 0, the journey receives the redirects.
  void redirects(unsigned most);

  // Closes the connections, so that the next request opens a new one.
  void disconnect();

 private:
  // A shared instance, so that not every test file has to construct one.
  static const Body& no_body();
  static const RequestOptions& no_options();

  detail::Session* session_;
};

}  // namespace traffic
