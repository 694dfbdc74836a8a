// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/text_check.h"

#include <boost/json/value.hpp>

namespace traffic::detail {

std::optional<std::string_view> text_of(const boost::json::value& json) {
  const auto* text = json.if_string();
  return text == nullptr ? std::nullopt : std::optional<std::string_view>(*text);
}

std::optional<std::string_view> text_of(const JsonView& view) {
  const auto text = text_of(view.json());
  if (!text) static_cast<void>(std::string(view));
  return text;
}

}  // namespace traffic::detail
