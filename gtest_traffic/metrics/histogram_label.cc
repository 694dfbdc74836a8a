// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/metrics/histogram_label.h"

namespace traffic::detail {
namespace {
constexpr std::string_view kPrefix = "response_time_histogram=";
}  // namespace

std::string histogram_label(const Histogram& response_time) {
  return std::string(kPrefix) + response_time.encode();
}

std::optional<Expected<Histogram>> histogram_of_label(std::string_view label) {
  if (!label.starts_with(kPrefix)) return std::nullopt;
  return Histogram::decode(label.substr(kPrefix.size()));
}

}  // namespace traffic::detail
