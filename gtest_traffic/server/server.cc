// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/server.h"

#include <openssl/crypto.h>

#include <stdexcept>
#include <thread>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/codec/percent_decode.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/server/router.h"
#include "gtest_traffic/server/server_worker.h"

namespace traffic {
using namespace detail;

std::string_view ServerRequest::header(std::string_view name) const {
  return find_header(head, name).value_or(std::string_view{});
}

std::string ServerRequest::query_value(std::string_view name, std::string_view fallback) const {
  for (const std::string_view pair : split(query, '&')) {
    const std::size_t equals = pair.find('=');
    if (percent_decode(pair.substr(0, equals), PlusSign::kSpace) != name) continue;
    if (equals == std::string_view::npos) return {};
    return percent_decode(pair.substr(equals + 1), PlusSign::kSpace);
  }
  return std::string(fallback);
}

class Server::State {
 public:
  ServerSite site;
  std::vector<std::unique_ptr<ServerWorker>> workers;
  std::vector<std::thread> threads;
  std::uint16_t port = 0;
  std::string url;
};

// Initialize OpenSSL here, because otherwise a handler may be the first to use it, on the thread of
// a worker. OpenSSL can free its data of that thread only before OpenSSL itself ends. If OpenSSL is
// initialized before the server, it also ends after a server that exists until the end of the
// program.
Server::Server() : state_(std::make_unique<State>()) {
  OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, nullptr);
}

Server::~Server() { stop(); }

void Server::route(std::string_view method, std::string_view pattern, Handler handler) {
  state_->site.router.add(method, pattern, std::move(handler), {});
}

void Server::route_raw(std::string_view method, std::string_view pattern, RawHandler handler) {
  state_->site.router.add(method, pattern, {}, std::move(handler));
}

void Server::before_each(std::function<ServerResponse(const ServerRequest&)> filter) {
  state_->site.filter = std::move(filter);
}

void Server::start(const Options& options) {
  if (!options.tls.certificate_file.empty() || !options.tls.key_file.empty()) {
    std::vector<Error> mistakes;
    state_->site.tls = TlsContext::for_server(options.tls, mistakes);
    std::string text;
    for (const Error& mistake : mistakes) text += (text.empty() ? "" : "; ") + mistake.message;
    if (!text.empty()) throw std::runtime_error(text);
  }
  state_->port = options.port;
  const auto sharing =
      options.workers > 1 ? ServerWorker::Sharing::kShared : ServerWorker::Sharing::kAlone;
  if (sharing == ServerWorker::Sharing::kShared && options.port != 0) {
    // Workers share the port with SO_REUSEPORT, which would also share it with another server. Bind
    // it exclusively first.
    ServerWorker(state_->site).listen(options.address, options.port, ServerWorker::Sharing::kAlone);
  }
  for (unsigned i = 0; i < options.workers; ++i) {
    auto worker = std::make_unique<ServerWorker>(state_->site);
    state_->port = worker->listen(options.address, state_->port, sharing);
    state_->workers.push_back(std::move(worker));
  }
  const bool v6 = options.address.find(':') != std::string::npos;
  const std::string scheme = state_->site.tls != nullptr ? "https://" : "http://";
  state_->url = scheme + (v6 ? "[" + options.address + "]" : options.address) + ":" +
                std::to_string(state_->port);
  for (auto& worker : state_->workers) {
    state_->threads.emplace_back([&worker = *worker] { worker.run(); });
  }
}

void Server::stop() {
  for (auto& worker : state_->workers) worker->stop();
  for (std::thread& thread : state_->threads) thread.join();
  state_->threads.clear();
  state_->workers.clear();
}

std::uint16_t Server::port() const { return state_->port; }

std::string Server::url() const { return state_->url; }

void server_sleep(Duration duration) { Reactor::current()->sleep_until(Clock::now() + duration); }

}  // namespace traffic
