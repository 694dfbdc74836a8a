// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace traffic::detail {

// The files of the folder page/, embedded into the program at build time.
extern const std::string_view kPageHtml;
extern const std::string_view kPageStyle;
extern const std::string_view kPageScript;

}  // namespace traffic::detail
