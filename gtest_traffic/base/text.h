// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace traffic::detail {

std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text,
                                    char separator);                // "" gives one empty part
std::string to_lower(std::string_view text);                        // ASCII only
bool equals_ignoring_case(std::string_view a, std::string_view b);  // ASCII only

// Removes the text before the first separator from `rest`, with the separator, and returns that
// text. Without a separator, takes everything.
std::string_view take_until(std::string_view& rest, char separator);

// Tells whether the text contains an ASCII control character, such as a tab or a line break.
bool has_control(std::string_view text);

// Tells whether the text matches a pattern with `*` and `?`, as in GoogleTest's filter.
bool matches_wildcard(std::string_view pattern, std::string_view text);

// Returns the candidate with the smallest edit distance to `name`, ignoring case. If none is close,
// returns the first candidate that contains `name`, else an empty view.
std::string_view nearest(std::string_view name, std::span<const std::string> candidates);

// Returns the text in single quotes, as one word of a POSIX shell.
std::string shell_quoted(std::string_view text);

// Returns the text as one word of a POSIX shell. Adds single quotes only if they are necessary.
std::string shell_word(std::string_view text);

// Returns the count with its digits in groups of three: `12,345`.
std::string group_digits(std::uint64_t count);

// Returns ` (did you mean 'x'?)` with the nearest candidate, or an empty text if none is close.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace traffic::detail
