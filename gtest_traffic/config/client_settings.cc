// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/config/client_settings.h"

namespace traffic::detail {

ClientSettings client_settings(const Settings& from, TargetUse use) {
  ClientSettings result{.connect_timeout = from.connect_timeout,
                        .read_timeout = from.read_timeout,
                        .total_timeout = from.total_timeout,
                        .max_head = from.max_head,
                        .max_body = from.max_body,
                        .max_idle = from.max_idle,
                        .rule = {},
                        .proxies = from.routes.socket ? ProxyRules() : from.proxies,
                        .routes = from.routes,
                        .tls = from.tls,
                        .trace = from.trace,
                        .headers = from.environment_settings.headers};
  if (use == TargetUse::kLoad) {
    result.rule = {.local_only = true, .allowed_hosts = from.allow_targets};
    result.address_order = AddressOrder::kInTurn;
  }
  return result;
}

}  // namespace traffic::detail
