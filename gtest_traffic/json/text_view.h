// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/string.hpp>
#include <string_view>

namespace traffic::detail {

// Returns a view of a JSON string. The view is valid while the string is unchanged.
inline std::string_view text_view(const boost::json::string& text) {
  return {text.data(), text.size()};
}

}  // namespace traffic::detail
