// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "gtest_traffic/http/auth.h"
#include "gtest_traffic/http/body.h"
#include "gtest_traffic/http/cookie_jar.h"
#include "gtest_traffic/http/form.h"
#include "gtest_traffic/http/method.h"
#include "gtest_traffic/http/multipart.h"
#include "gtest_traffic/http/path.h"
#include "gtest_traffic/http/response.h"
#include "gtest_traffic/journey/oauth2.h"
#include "gtest_traffic/journey/request_options.h"

namespace traffic {

class Session;

// Talks HTTP for one virtual user. Each call looks blocking, suspends the user's fiber, and is one
// step of the journey under its template's name. Never throws for what a server does: see
// Response::failure.
class Http {
 public:
  // Belongs to the virtual user being made on this thread.
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

  // The verbs without a body take a template's values directly: `http.get("/orders/{}", id)`.
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

  // Sends this header with every later request of this user; an empty value takes it out again.
  void header(std::string_view name, std::string_view value);

  // Has every later request of this user to the target say who is asking:
  // `http.auth(basic(secret("USER"), secret("PASS")))`; null: nobody in particular. A token is
  // fetched here and now, where the scheme needs one.
  void auth(std::shared_ptr<Auth> auth);

  // Returns this user's cookies. They last through its iterations, as they do in a browser; a
  // journey that begins as a stranger says `http.cookies().clear()`.
  CookieJar& cookies();

  // Follows at most so many redirects with every later request of this user, which are 10 at first;
  // 0 gives the redirects themselves to the journey.
  void redirects(unsigned most);

  // Closes the connections, so that the next request opens a new one.
  void disconnect();

 private:
  // What most requests have is made once, and not by each test file.
  static const Body& no_body();
  static const RequestOptions& no_options();

  Session* session_;
};

}  // namespace traffic
