// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/string.hpp>
#include <string_view>

namespace traffic {

// The text of a JSON string, as long as that stays as it is.
inline std::string_view text_view(const boost::json::string& text) {
  return {text.data(), text.size()};
}

}  // namespace traffic
