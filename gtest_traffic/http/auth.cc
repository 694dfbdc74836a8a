// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/auth.h"

#include <fmt/format.h>

#include "gtest_traffic/base/base64.h"
#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/http/url.h"

namespace traffic {
using namespace detail;
namespace {

// Sends the same header field with each request.
class HeaderAuth final : public Auth {
 public:
  HeaderAuth(std::string_view name, std::string value) : name_(name), value_(std::move(value)) {}
  void authorize(AuthRequest& request) override { request.add_header(name_, value_); }

 private:
  std::string name_;
  std::string value_;
};

class QueryAuth final : public Auth {
 public:
  QueryAuth(std::string_view name, std::string_view value) : name_(name), value_(value) {}
  void authorize(AuthRequest& request) override { request.add_query(name_, value_); }

 private:
  std::string name_;
  std::string value_;
};

class NoAuth final : public Auth {
  void authorize(AuthRequest&) override {}
};

}  // namespace

std::optional<std::string_view> AuthRequest::header(std::string_view name) const {
  return find_header(*wire_, name);
}

bool AuthRequest::add_header(std::string_view name, std::string_view value) {
  if (is_framing_field(name) || header(name)) return false;
  append_header(*wire_, name, value);
  return true;
}

bool AuthRequest::add_query(std::string_view name, std::string_view value) {
  std::string& text = per_thread([] { return std::string(); });
  text = '&';
  append_percent_encoded(text, name);
  text += '=';
  const std::string_view target = this->target();
  const std::size_t query = target.find('?');
  if (query != std::string_view::npos) {
    const std::string_view rest = target.substr(query + 1);
    if (rest.starts_with(std::string_view(text).substr(1)) || rest.find(text) != rest.npos) {
      return false;
    }
  } else {
    text.front() = '?';
  }
  append_percent_encoded(text, value);
  wire_->insert(target_begin_ + target_size_, text);
  target_size_ += text.size();
  return true;
}

std::shared_ptr<Auth> basic(std::string_view user, std::string_view password) {
  const std::string credentials = to_base64(fmt::format("{}:{}", user, password));
  redactor().add_secret("PASSWORD", std::string(password));
  redactor().add_secret("BASIC_CREDENTIALS", credentials);
  return std::make_shared<HeaderAuth>("Authorization", "Basic " + credentials);
}

std::shared_ptr<Auth> bearer(std::string_view token) {
  redactor().add_secret("TOKEN", std::string(token));
  return std::make_shared<HeaderAuth>("Authorization", fmt::format("Bearer {}", token));
}

std::shared_ptr<Auth> api_key(std::string_view header, std::string_view key) {
  redactor().add_secret(std::string(header), std::string(key));
  return std::make_shared<HeaderAuth>(header, std::string(key));
}

std::shared_ptr<Auth> api_key_in_query(std::string_view parameter, std::string_view key) {
  redactor().add_secret(std::string(parameter), std::string(key));
  return std::make_shared<QueryAuth>(parameter, key);
}

std::shared_ptr<Auth> no_auth() { return std::make_shared<NoAuth>(); }

}  // namespace traffic
