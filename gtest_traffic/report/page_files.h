// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace traffic {

// The files of the folder page/, put into the program when it is built.
extern const std::string_view kPageHtml;
extern const std::string_view kPageStyle;
extern const std::string_view kPageScript;

}  // namespace traffic
