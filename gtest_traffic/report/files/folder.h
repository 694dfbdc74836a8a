// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"

namespace traffic::detail {

// A folder whose files are replaced atomically. A value type. Several threads may write different
// files at the same time.
class ReportFolder {
 public:
  const std::filesystem::path& path() const { return path_; }

  // Creates or replaces a file atomically: writes a temporary file beside it, syncs it and renames
  // it. On an error, the previous file stays unchanged. `name` is a file name without directories.
  [[nodiscard]] std::optional<Error> write(std::string_view name, std::string_view bytes) const;

  // Moves the files with these names into the subfolder `previous`, in this order, so that nobody
  // mistakes them for files of the new run. Removes the files that were in `previous`. If none of
  // the named files exists, changes nothing. Stops at the first file that cannot be moved.
  [[nodiscard]] std::optional<Error> set_aside(const std::vector<std::string>& names) const;

 private:
  friend Expected<ReportFolder> prepare_folder(const std::filesystem::path& path);
  explicit ReportFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
};

// Creates a folder and its parents if they are missing. Verifies that files can be written there,
// so that no run starts whose report would be lost.
Expected<ReportFolder> prepare_folder(const std::filesystem::path& path);

}  // namespace traffic::detail
