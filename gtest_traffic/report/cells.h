// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace traffic {

// These take text that went through `printable` and measure it in terminal cells: two for East
// Asian wide characters and emoji, none for combining marks.

std::size_t cells(std::string_view text);

// Returns the text cut at its end to at most `limit` cells, with `…` where something is missing.
std::string clip(std::string_view text, std::size_t limit);

// Returns the text cut in its middle to at most `limit` cells: method and last segment stay
// readable.
std::string cut_middle(std::string_view text, std::size_t limit);

// Returns the text filled with spaces to `width` cells.
std::string pad_right(std::string text, std::size_t width);
std::string pad_left(std::string text, std::size_t width);

}  // namespace traffic
