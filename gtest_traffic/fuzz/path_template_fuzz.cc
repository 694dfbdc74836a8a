// SPDX-License-Identifier: Apache-2.0
// An input is a template and up to three values, one per line. The result must be valid in a
// request line, and a value must not add a segment or a parameter to the path.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gtest_traffic/http/url.h"
#include "gtest_traffic/path.h"

namespace {

[[noreturn]] void fail(const char* why, std::string_view what) {
  std::fprintf(stderr, "%s: %.*s\n", why, static_cast<int>(what.size()), what.data());
  std::abort();
}

std::string sent(const traffic::Path& path) {
  std::string out;
  path.append_to(out);
  const auto fits = [](char c) { return c > ' ' && c < 0x7f; };
  if (!std::all_of(out.begin(), out.end(), fits)) fail("a request line would break", out);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::array<std::string_view, 4> lines;
  std::size_t count = 0;
  while (count < lines.size()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines[count++] = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (rest.empty()) break;
  }
  const auto& [text, one, two, three] = lines;
  const traffic::Path paths[] = {traffic::Path(text), traffic::Path(text, one),
                                 traffic::Path(text, one, two),
                                 traffic::Path(text, one, two, three)};
  const traffic::Path& path = paths[count - 1];
  const std::string target = sent(path);

  // If the template is a path and not a URL, every character of a value must be treated as data.
  if (!text.empty() && text.front() == '/' && !path.mismatch()) {
    for (const char mark : {'/', '?', '#', '&'}) {
      if (std::count(target.begin(), target.end(), mark) !=
          std::count(text.begin(), text.end(), mark)) {
        fail("a value adds to the path", target);
      }
    }
  }
  traffic::detail::Url url;
  static_cast<void>(traffic::detail::read_url(target, url));
  static_cast<void>(traffic::detail::parse_base_url(target));
  return 0;
}
