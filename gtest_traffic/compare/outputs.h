// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/compare/comparison.h"

namespace traffic::detail::compare {

// Formats the findings for a terminal, a comment or summary in Markdown, a test reporter, and
// scripts. Names are escaped for each format.
std::string to_table(const Comparisons& comparisons);
std::string to_markdown(const Comparisons& comparisons);
std::string to_junit(const Comparisons& comparisons);
std::string to_json(const Comparisons& comparisons);
std::string to_html(const Comparisons& comparisons);  // one self-contained page

// Builds a part of these formats.
std::string change_text(const Comparison& row);    // `+3.1 % (+1.2 % to +5.0 %)`
std::string summary_text(const Comparisons& all);  // `1 slower, 3 same; false alarm rate 5 %`
std::string escape_markup(std::string_view text);  // for HTML and XML
std::string html_page(std::string_view title, std::string_view body);

}  // namespace traffic::detail::compare
