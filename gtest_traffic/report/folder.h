// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/base/error.h"

namespace traffic {

// A folder whose files appear whole or not at all. A value; writing different files from several
// threads is safe.
class ReportFolder {
 public:
  const std::filesystem::path& path() const { return path_; }

  // Replaces or creates a file: written under a temporary name beside it, synced, then renamed. On
  // an error the file is as it was before. `name` is a plain file name.
  [[nodiscard]] std::optional<Error> write(std::string_view name, std::string_view bytes) const;

 private:
  friend Expected<ReportFolder> prepare_folder(const std::filesystem::path& path);
  explicit ReportFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
};

// Creates a folder with its parents where they are missing and proves that files can be written
// there, so that no run is begun whose report would be lost.
Expected<ReportFolder> prepare_folder(const std::filesystem::path& path);

}  // namespace traffic
