// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/oauth2.h"

#include <fmt/format.h>

#include <map>
#include <mutex>
#include <utility>

#include "gtest_traffic/base/base64.h"
#include "gtest_traffic/client/client.h"
#include "gtest_traffic/client/shared_token.h"
#include "gtest_traffic/form.h"
#include "gtest_traffic/http/redaction.h"

namespace traffic {
using namespace detail;
namespace {

using Answer = std::optional<Expected<AccessToken>>;

void append_field(std::string& form, std::string_view name, std::string_view value) {
  if (!form.empty()) form += '&';
  append_form_encoded(form, name);
  form += '=';
  append_form_encoded(form, value);
}

// RFC 6749 §4.3.2, §4.4.2 and §6.
std::string grant(const OAuth2& options, std::string_view refresh) {
  std::string form;
  if (!refresh.empty()) {
    append_field(form, "grant_type", "refresh_token");
    append_field(form, "refresh_token", refresh);
  } else if (!options.username.empty()) {
    append_field(form, "grant_type", "password");
    append_field(form, "username", options.username);
    append_field(form, "password", options.password);
  } else {
    append_field(form, "grant_type", "client_credentials");
  }
  if (!options.scope.empty()) append_field(form, "scope", options.scope);
  for (const Parameter& one : options.parameters) append_field(form, one.name, one.value);
  if (options.client_proof == ClientProof::kBody || options.client_secret.empty()) {
    append_field(form, "client_id", options.client_id);
    if (!options.client_secret.empty()) append_field(form, "client_secret", options.client_secret);
  }
  return form;
}

std::string basic_credentials(const OAuth2& options) {
  std::string text;
  append_form_encoded(text, options.client_id);
  text += ':';
  append_form_encoded(text, options.client_secret);
  return to_base64(text);
}

Expected<AccessToken> read_answer(const Exchange& exchange, Time asked) {
  if (exchange.failure != Failure::kNone) {
    return Error{
        fmt::format("no response ({}): {}", to_string(exchange.failure), exchange.failure_detail)};
  }
  if (exchange.status != 200) return Error{token_refusal(exchange.status, exchange.body)};
  return read_access_token(exchange.body, asked);
}

// Sends one request to the endpoint, independently of the user's own requests.
Answer ask(const OAuth2& options, ClientEnvironment& environment, std::string_view refresh,
           bool& refused) {
  const Time now = Clock::now();
  RequestOptions request{.headers = {{"Accept", "application/json"}}};
  if (options.client_proof == ClientProof::kBasic && !options.client_secret.empty()) {
    request.headers.emplace_back("Authorization", "Basic " + basic_credentials(options));
  }
  Arena arena;
  Client client(environment);
  client.set_redirects(0);
  const Path path(options.token_url);
  const Body body = encoded_text(grant(options, refresh), "application/x-www-form-urlencoded");
  const Call call = client.send({.method = Method::kPost,
                                 .path = path,
                                 .body = body,
                                 .options = request,
                                 .name = "POST token"},
                                arena);
  client.disconnect();
  const Exchange& exchange = *call.last;
  if (exchange.failure == Failure::kStopped || environment.stopping) return std::nullopt;

  const Expected<AccessToken> answer = read_answer(exchange, now);
  refused = exchange.status >= 400 && exchange.status < 500;
  if (environment.on_token_request) {
    using Result = ClientEnvironment::TokenResult;
    environment.on_token_request(call, options.token_url, answer ? Result::kToken : Result::kNone);
  }
  if (answer) return answer;
  return Error{redactor().redact(
      fmt::format("no token from {}: {}", options.token_url, answer.error().message))};
}

Answer fetch(const OAuth2& options, ClientEnvironment& environment, const AccessToken* last) {
  bool refused = false;
  if (last != nullptr && !last->refresh.empty()) {
    Answer answer = ask(options, environment, last->refresh, refused);
    if (!refused) {
      // If the endpoint returns no new refresh token, the old one remains valid (RFC 6749 §6).
      if (answer && *answer && (*answer)->refresh.empty()) (*answer)->refresh = last->refresh;
      return answer;
    }
  }
  return ask(options, environment, {}, refused);
}

// Returns the token of these options for a target; valid until the process ends.
std::shared_ptr<SharedToken> find_token(const OAuth2& options, std::string_view target) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<SharedToken>, std::less<>> tokens;
  std::string key;
  for (const std::string_view part :
       {target, std::string_view(options.token_url), std::string_view(options.client_id),
        std::string_view(options.client_secret)}) {
    key += part;
    key += '\0';
  }
  key += grant(options, {});
  const std::lock_guard lock(mutex);
  auto& token = tokens[key];
  if (token == nullptr) token = std::make_shared<SharedToken>();
  return token;
}

class OAuth2Auth final : public Auth {
 public:
  explicit OAuth2Auth(OAuth2 options) : options_(std::move(options)) {}

  std::optional<Error> prepare() override {
    // A valid token needs no lock.
    if (token_ != nullptr && Clock::now() < token_->renew_at) return std::nullopt;
    ClientEnvironment* const environment = ClientEnvironment::current();
    if (environment == nullptr) return Error{"a token can be requested only for a request"};
    if (shared_ == nullptr) shared_ = find_token(options_, environment->origin);
    const ClientSettings& settings = environment->settings;
    auto got =
        shared_->get([&](const AccessToken* last) { return fetch(options_, *environment, last); },
                     settings.connect_timeout + settings.read_timeout);
    if (!got) return got.error();
    token_ = std::move(*got);
    return std::nullopt;
  }

  void authorize(AuthRequest& request) override {
    sent_ = request.add_header("Authorization", token_->authorization);
  }

  bool answered(const Exchange& exchange) override {
    if (exchange.status != 401 || !sent_) return false;
    if (!shared_->refuse(token_)) return false;
    token_.reset();
    return true;
  }

 private:
  const OAuth2 options_;
  std::shared_ptr<SharedToken> shared_;
  SharedToken::Pointer token_;
  bool sent_ = false;  // whether the last request contained it
};

}  // namespace

std::shared_ptr<Auth> oauth2(OAuth2 options) {
  redactor().add_secret("CLIENT_SECRET", options.client_secret);
  redactor().add_secret("PASSWORD", options.password);
  redactor().add_secret("CLIENT_CREDENTIALS", basic_credentials(options));
  return std::make_shared<OAuth2Auth>(std::move(options));
}

}  // namespace traffic
