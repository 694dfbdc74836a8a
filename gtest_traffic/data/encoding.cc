// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/encoding.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/utf8.h"

namespace traffic::detail {

void check_encoding(std::string_view text, Mistakes& mistakes) {
  const std::size_t at = find_invalid_utf8(text);
  if (at == std::string_view::npos) return;
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  mistakes.add(static_cast<int>(line),
               fmt::format("expected UTF-8, got the byte 0x{:02X}; convert the file, for example "
                           "with iconv -f WINDOWS-1252 -t UTF-8",
                           static_cast<unsigned char>(text[at])));
}

}  // namespace traffic::detail
