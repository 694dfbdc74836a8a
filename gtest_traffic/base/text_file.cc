// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/text_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace traffic::detail {

Expected<std::string> read_text_file(const std::filesystem::path& path) {
  const auto close = [](std::FILE* file) { std::fclose(file); };
  const auto error = [&] { return Error{path.string() + ": " + std::strerror(errno)}; };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rb"), close);
  if (file == nullptr) return error();
  std::string text;
  char buffer[4096];
  for (std::size_t count = 0; (count = std::fread(buffer, 1, sizeof buffer, file.get())) > 0;) {
    text.append(buffer, count);
  }
  if (std::ferror(file.get()) != 0) return error();
  return text;
}

}  // namespace traffic::detail
