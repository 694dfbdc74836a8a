// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/connections.h"

#include <algorithm>

namespace traffic::detail {

Connection& Connections::to(const Origin& origin) {
  if (!connections_.empty() && connections_.front()->origin() == origin)
    return *connections_.front();
  auto known = std::find_if(connections_.begin(), connections_.end(),
                            [&](const auto& connection) { return connection->origin() == origin; });
  if (known == connections_.end()) {
    if (connections_.size() == kMost) {
      opened_by_gone_ += connections_.back()->connections_opened();
      connections_.pop_back();
    }
    connections_.push_back(std::make_unique<Connection>(*environment_, origin));
    known = connections_.end() - 1;
  }
  std::rotate(connections_.begin(), known, known + 1);
  return *connections_.front();
}

Connection& Connections::home() {
  const bool is_last = !connections_.empty() && connections_.front()->at_home();
  return is_last ? *connections_.front() : to(environment_->target);
}

void Connections::disconnect() {
  for (const auto& connection : connections_) connection->disconnect();
}

std::uint64_t Connections::connections_opened() const {
  std::uint64_t opened = opened_by_gone_;
  for (const auto& connection : connections_) opened += connection->connections_opened();
  return opened;
}

}  // namespace traffic::detail
