// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "gtest_traffic/client/client.h"
#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/fiber/reactor.h"
#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/url.h"

namespace traffic::openapi {
namespace {

using namespace std::chrono_literals;

constexpr Duration kPause = 250ms;
constexpr Duration kLongestAttempt = 10s;
constexpr int kMostRedirects = 5;

// Braces in a path are placeholders of values.
std::string without_braces(std::string_view url) {
  std::string plain;
  for (const char c : url) {
    if (c == '{' || c == '}') {
      detail::append_percent_byte(plain, c);
    } else {
      plain += c;
    }
  }
  return plain;
}

}  // namespace

struct Fetcher::Parts {
  explicit Parts(detail::ClientSettings settings)
      : environment(reactor, std::move(settings)), client(environment) {}

  detail::Reactor reactor;
  detail::ClientEnvironment environment;
  detail::Client client;
};

Fetcher::Fetcher(detail::ClientSettings settings, Time deadline) : deadline_(deadline) {
  settings.connect_timeout = std::min(settings.connect_timeout, kLongestAttempt);
  settings.read_timeout = std::min(settings.read_timeout, kLongestAttempt);
  parts_ = std::make_unique<Parts>(std::move(settings));
}

Fetcher::~Fetcher() {
  on_fiber([this] { parts_->client.disconnect(); });
}

void Fetcher::on_fiber(const std::function<void()>& body) {
  detail::Reactor& reactor = parts_->reactor;
  detail::Fiber fiber([&] {
    body();
    reactor.stop();
  });
  reactor.start(fiber);
  reactor.run();
}

Expected<Fetched> Fetcher::get(const std::string& url) {
  std::string next = url;
  for (int i = 0; i <= kMostRedirects; ++i) {
    auto fetched = send(next);
    const bool redirected = fetched && !fetched->url.empty();
    if (!redirected) {
      if (fetched) fetched->url = next;
      return fetched;
    }
    detail::Url from, to;
    detail::read_url(next, from);
    to = from;
    if (auto error = detail::resolve_reference(fetched->url, to)) return *std::move(error);
    if (!(to.origin == from.origin)) {
      return Error{fmt::format("{} redirects to another origin, {}", next, to.origin.text())};
    }
    next = to.origin.text() + to.target;
  }
  return Error{fmt::format("{} redirects more than {} times", url, kMostRedirects)};
}

// Sends one request. The URL of the result is the target of a redirect, or empty.
Expected<Fetched> Fetcher::send(const std::string& url) {
  const Duration left = deadline_ - Clock::now();
  if (left <= Duration(0)) return Error{fmt::format("{} was not requested: no time is left", url)};
  std::optional<Expected<Fetched>> result;
  on_fiber([&] {
    detail::Arena arena;
    const std::string plain = without_braces(url);
    const Path path{std::string_view(plain)};
    const Body body;
    const RequestOptions options{
        .headers = {{"Accept", "application/json, application/yaml;q=0.9, */*;q=0.5"}},
        .total_timeout = left,
        .redirects = 0,
        .retries = 0};
    const detail::Call call = parts_->client.send(
        {.method = Method::kGet, .path = path, .body = body, .options = options}, arena);
    const Exchange& last = *call.last;
    if (last.failure != Failure::kNone) {
      const std::string_view detail =
          last.failure_detail.empty() ? to_string(last.failure) : last.failure_detail;
      result = Error{std::string(detail)};
      return;
    }
    Fetched fetched{.status = last.status, .text = std::string(last.body)};
    if (const auto type = detail::find_header(last.response_head, "content-type")) {
      fetched.type = *type;
    }
    const auto location = detail::find_header(last.response_head, "location");
    if (last.status >= 300 && last.status < 400 && location) fetched.url = *location;
    result = std::move(fetched);
  });
  return *std::move(result);
}

Expected<std::string> Fetcher::text(const std::string& url) {
  auto fetched = get(url);
  if (!fetched) return fetched.error();
  if (fetched->status == 200) return std::move(fetched->text);
  return Error{fmt::format("expected status 200 from GET {}, got {}", url, fetched->status)};
}

bool Fetcher::pause() {
  if (is_late() || detail::stop_level() > 0) return false;
  on_fiber([this] { parts_->reactor.sleep_until(std::min(Clock::now() + kPause, deadline_)); });
  return !is_late() && detail::stop_level() == 0;
}

}  // namespace traffic::openapi
