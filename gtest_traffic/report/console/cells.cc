// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/console/cells.h"

#include <algorithm>
#include <array>
#include <vector>

#include "gtest_traffic/base/utf8.h"

namespace traffic::detail {
namespace {

struct Range {
  char32_t low;
  char32_t high;
};

constexpr std::array kWide = {
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x23E9, 0x23EC},
    Range{0x2614, 0x2615},   Range{0x2705, 0x2705},   Range{0x274C, 0x274C},
    Range{0x2E80, 0x303E},   Range{0x3041, 0x4DBF},   Range{0x4E00, 0xA4CF},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
    Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F},
    Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};

constexpr std::array kZero = {Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF},
                              Range{0xFE00, 0xFE0F}};

template <std::size_t N>
bool contains(const std::array<Range, N>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return range.low <= c && c <= range.high; });
}

std::size_t cells_of(char32_t c) {
  if (c < 0x300) return 1;
  if (contains(kZero, c)) return 0;
  return contains(kWide, c) ? 2 : 1;
}

// Returns the number of bytes at the start of the text that fit into `limit` cells.
std::size_t front_bytes(std::string_view text, std::size_t limit) {
  std::size_t bytes = 0;
  for (std::size_t used = 0; bytes < text.size();) {
    const auto c = first_code_point(text.substr(bytes));
    used += cells_of(c.value);
    if (used > limit) break;
    bytes += c.length;
  }
  return bytes;
}

// Returns the offset of the longest tail of the text that fits into `limit` cells.
std::size_t tail_start(std::string_view text, std::size_t limit) {
  std::size_t start = 0;
  for (std::size_t left = cells(text); left > limit;) {
    const auto c = first_code_point(text.substr(start));
    left -= cells_of(c.value);
    start += c.length;
  }
  return start;
}

}  // namespace

std::size_t cells(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) {
    const auto c = first_code_point(text);
    sum += cells_of(c.value);
    text.remove_prefix(c.length);
  }
  return sum;
}

std::string clip(std::string_view text, std::size_t limit) {
  if (cells(text) <= limit) return std::string(text);
  if (limit == 0) return {};
  return std::string(text.substr(0, front_bytes(text, limit - 1))) + "…";
}

std::string cut_middle(std::string_view text, std::size_t limit) {
  if (cells(text) <= limit) return std::string(text);
  if (limit < 3) return clip(text, limit);
  const auto tail = limit / 2;
  const auto head = limit - 1 - tail;
  std::string out(text.substr(0, front_bytes(text, head)));
  out += "…";
  out += text.substr(tail_start(text, tail));
  return out;
}

std::string pad_right(std::string text, std::size_t width) {
  const auto used = cells(text);
  if (used < width) text.append(width - used, ' ');
  return text;
}

std::string pad_left(std::string text, std::size_t width) {
  const auto used = cells(text);
  if (used < width) text.insert(0, width - used, ' ');
  return text;
}

}  // namespace traffic::detail
