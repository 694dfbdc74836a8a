// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace traffic::detail {

// These functions take text that `printable` has processed. They measure it in terminal cells: two
// for East Asian wide characters and emoji, none for combining marks.

std::size_t cells(std::string_view text);

// Cuts the text at its end to at most `limit` cells. Marks the cut with `…`.
std::string clip(std::string_view text, std::size_t limit);

// Cuts the text in its middle to at most `limit` cells, so that the method and the last segment of
// a path stay readable.
std::string cut_middle(std::string_view text, std::size_t limit);

// Pads the text with spaces to `width` cells.
std::string pad_right(std::string text, std::size_t width);
std::string pad_left(std::string text, std::size_t width);

}  // namespace traffic::detail
