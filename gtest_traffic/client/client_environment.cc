// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/client_environment.h"

#include <algorithm>
#include <utility>

namespace traffic::detail {
namespace {

thread_local ClientEnvironment* current_environment = nullptr;

}  // namespace

ClientEnvironment* ClientEnvironment::current() { return current_environment; }

void ClientEnvironment::make_current() { current_environment = this; }

void ClientEnvironment::count_connection(const Address& address) {
  const auto known = std::find_if(connections.begin(), connections.end(),
                                  [&](const auto& one) { return one.first == address; });
  if (known == connections.end()) {
    connections.emplace_back(address, 1);
  } else {
    ++known->second;
  }
}

void ClientEnvironment::set_target(const BaseUrl& url) {
  target = url;
  origin = url.Origin::text();
  TlsOptions options = tls.options();
  options.named_host = url.host;  // a name set by a flag applies only to the target
  tls.configure(std::move(options));
}

}  // namespace traffic::detail
