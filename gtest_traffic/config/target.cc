// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/config/target.h"

#include <map>
#include <utility>

#include "gtest_traffic/config/settings.h"

namespace traffic::detail {
namespace {

std::function<Expected<std::string>(TargetUse)>& target_starter() {
  static std::function<Expected<std::string>(TargetUse)> instance;
  return instance;
}

}  // namespace

void set_embedded_target(std::function<Expected<std::string>(TargetUse)> start) {
  target_starter() = std::move(start);
}

Expected<BaseUrl> find_target(TargetUse use) {
  if (!settings().base_url.empty()) return parse_base_url(settings().base_url);
  static std::map<TargetUse, std::string> started;
  if (const auto known = started.find(use); known != started.end()) {
    return parse_base_url(known->second);
  }
  if (!target_starter()) {
    return Error{"no target: set --traffic_base_url=http://host:port or TRAFFIC_BASE_URL"};
  }
  Expected<std::string> url = target_starter()(use);
  if (!url) return url.error();
  started[use] = *url;
  return parse_base_url(*url);
}

}  // namespace traffic::detail
