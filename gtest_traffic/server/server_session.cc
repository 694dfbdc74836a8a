// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/server/server_session.h"

#include <fmt/format.h>

#include <array>
#include <boost/beast/http/status.hpp>
#include <iterator>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/http/headers.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

constexpr Duration kHandshakeTimeout = 10s;

constexpr std::string_view kSpeakTls =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 87\r\n"
    "Connection: close\r\n\r\n"
    R"({"error":{"code":"tls_expected","message":"this port speaks TLS: use an https:// URL"}})";

// Exits a handler whose connection has ended.
struct ConnectionOver {};

std::array<char, 64 * 1024>& request_buffer() {
  return per_thread([] { return std::array<char, 64 * 1024>(); });
}

std::string_view reason(int status) {
  const auto text = boost::beast::http::obsolete_reason(
      boost::beast::http::int_to_status(static_cast<unsigned>(status)));
  return {text.data(), text.size()};
}

// A client that uses this server as a proxy sends the whole URL (RFC 9112 §3.2.2).
std::string_view origin_form(std::string_view target) {
  const std::size_t scheme = target.find("://");
  if (target.starts_with('/') || scheme == std::string_view::npos) return target;
  const std::size_t path = target.find_first_of("/?", scheme + 3);
  return path == std::string_view::npos ? "/" : target.substr(path);
}

ServerResponse error_response(int status, std::string_view code, std::string_view message) {
  return {.status = status,
          .body = fmt::format(R"({{"error":{{"code":"{}","message":"{}"}}}})", code, message),
          .headers = {}};
}

}  // namespace

ServerSession::ServerSession(ServerWorker& worker, int descriptor)
    : worker_(&worker), socket_(worker.reactor_), fiber_([this] { serve(); }, "server connection") {
  socket_.adopt(descriptor);
}

void ServerSession::serve() {
  try {
    if (worker_->site_->tls != nullptr && !start_tls()) close_after_ = true;
    while (!close_after_ && !worker_->stopping_ && read_request()) answer();
  } catch (const ConnectionOver&) {
  } catch (...) {
    socket_.reset();  // a raw handler failed, so an unknown part of its response was sent
  }
  socket_.close();
  ++worker_->ended_;
}

bool ServerSession::start_tls() {
  const Time deadline = Clock::now() + kHandshakeTimeout;
  if (socket_.accept_tls(*worker_->site_->tls, deadline) == Failure::kNone) return true;
  socket_.refuse_tls(kSpeakTls, Clock::now() + 1s);
  return false;
}

bool ServerSession::read_request() {
  auto progress = reader_.begin();
  for (;;) {
    if (progress == RequestReader::Progress::kDone) {
      if (!reader_.keep_alive()) close_after_ = true;
      return true;
    }
    if (progress == RequestReader::Progress::kFailed) {
      close_after_ = true;
      respond(error_response(reader_.error_status(), "bad_request",
                             "the request is not valid HTTP/1.1"),
              false);
      return false;
    }
    if (progress == RequestReader::Progress::kContinue) write("HTTP/1.1 100 Continue\r\n\r\n");
    std::size_t received = 0;
    if (socket_.receive(request_buffer(), Time::max(), received) != Failure::kNone) return false;
    progress = reader_.feed({request_buffer().data(), received});
  }
}

void ServerSession::answer() {
  ServerRequest request;
  request.method = reader_.method();
  request.target = origin_form(reader_.target());
  request.head = reader_.head();
  request.body = reader_.body();
  const std::size_t question = request.target.find('?');
  request.path = request.target.substr(0, question);
  if (question != std::string_view::npos) request.query = request.target.substr(question + 1);
  const bool head_only = request.method == "HEAD";

  std::string allowed;
  const Router::Route* const route = worker_->site_->router.find(request, allowed);
  if (route == nullptr) {
    ServerResponse response =
        allowed.empty() ? error_response(404, "not_found", "no such path")
                        : error_response(405, "method_not_allowed", "the path has other methods");
    if (!allowed.empty()) response.headers.emplace_back("Allow", allowed);
    respond(response, head_only);
    return;
  }
  const ServerResponse response = handle(*route, request);
  if (response.status != 0) return respond(response, head_only);
  route->raw_handler(request, *this);
}

ServerResponse ServerSession::handle(const Router::Route& route, const ServerRequest& request) {
  constexpr int kNothingYet = 0;
  try {
    if (worker_->site_->filter) {
      ServerResponse refusal = worker_->site_->filter(request);
      if (refusal.status != 0) return refusal;
    }
    if (route.raw_handler) return {.status = kNothingYet, .body = {}, .headers = {}};
    return route.handler(request);
  } catch (...) {
    return error_response(500, "internal", "the handler failed");
  }
}

void ServerSession::respond(const ServerResponse& response, bool head_only) {
  out_.clear();
  auto out = std::back_inserter(out_);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
  const bool bodiless = response.status == 204 || response.status == 304;
  if (!bodiless) {
    fmt::format_to(out, "Content-Type: {}\r\nContent-Length: {}\r\n", response.content_type,
                   response.body.size());
  }
  for (const auto& [name, value] : response.headers) append_header(out_, name, value);
  if (close_after_) {
    out_ += "Connection: close\r\n";
  } else if (reader_.expects_keep_alive()) {
    out_ += "Connection: keep-alive\r\n";
  }
  out_ += "\r\n";
  if (!bodiless && !head_only) out_ += response.body;
  write(out_);
}

void ServerSession::write(std::string_view bytes) {
  std::size_t sent = 0;
  if (!socket_.open() || socket_.send(bytes, Time::max(), sent) != Failure::kNone) {
    throw ConnectionOver{};
  }
}

void ServerSession::sleep(Duration duration) {
  if (!socket_.open() || worker_->stopping_) throw ConnectionOver{};
  if (worker_->reactor_.sleep_until(Clock::now() + duration) == Wake::kCanceled) {
    throw ConnectionOver{};
  }
}

void ServerSession::reset() {
  socket_.reset();
  throw ConnectionOver{};
}

void ServerSession::close() {
  socket_.close();
  throw ConnectionOver{};
}

void ServerSession::cut() {
  socket_.cut();
  throw ConnectionOver{};
}

}  // namespace traffic::detail
