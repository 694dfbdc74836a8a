// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/file.h"

#include <utility>

namespace traffic {

File file(std::string path, FileOptions options) {
  if (options.name.empty()) options.name = path.substr(path.rfind('/') + 1);
  return {std::move(path), {}, std::move(options.name), std::move(options.type)};
}

File file_of(std::string bytes, FileOptions options) {
  return {{}, std::move(bytes), std::move(options.name), std::move(options.type)};
}

}  // namespace traffic
