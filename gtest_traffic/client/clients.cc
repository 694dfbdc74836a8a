// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/clients.h"

#include <algorithm>

namespace traffic::detail {

Client& Clients::to(const Origin& origin) {
  if (!clients_.empty() && clients_.front()->origin() == origin) return *clients_.front();
  auto known = std::find_if(clients_.begin(), clients_.end(),
                            [&](const auto& client) { return client->origin() == origin; });
  if (known == clients_.end()) {
    if (clients_.size() == kMost) {
      opened_by_gone_ += clients_.back()->connections_opened();
      clients_.pop_back();
    }
    clients_.push_back(std::make_unique<Client>(*reactor_, origin, *options_));
    known = clients_.end() - 1;
  }
  std::rotate(clients_.begin(), known, known + 1);
  return *clients_.front();
}

void Clients::disconnect() {
  for (const auto& client : clients_) client->disconnect();
}

std::uint64_t Clients::connections_opened() const {
  std::uint64_t opened = opened_by_gone_;
  for (const auto& client : clients_) opened += client->connections_opened();
  return opened;
}

}  // namespace traffic::detail
