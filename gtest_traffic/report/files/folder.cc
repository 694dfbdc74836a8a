// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/report/files/folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;

std::string reason(int code) { return std::generic_category().message(code); }

// Owns a file descriptor.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() { close(); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  int get() const { return descriptor_; }

  // Returns 0 or errno. A network file system may report a full disk only when the file is closed.
  int close() {
    const int descriptor = std::exchange(descriptor_, -1);
    return descriptor >= 0 && ::close(descriptor) != 0 ? errno : 0;
  }

 private:
  int descriptor_;
};

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

// Writes and syncs a new file. Returns 0 or errno.
int write_new(const fs::path& path, std::string_view bytes) {
  File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (file.get() < 0) return errno;
  if (const int code = write_all(file.get(), bytes); code != 0) return code;
  if (::fsync(file.get()) != 0) return errno;
  return file.close();
}

// Makes a rename survive a power failure if the file system supports it. The file itself is
// complete in either case.
void sync_folder(const fs::path& path) {
  const File folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() >= 0) ::fsync(folder.get());
}

fs::path temporary_name(const fs::path& folder, std::string_view name) {
  static std::atomic<unsigned> serial{0};
  return folder / fmt::format(".{}.{}-{}.tmp", name, ::getpid(), serial.fetch_add(1));
}

Error not_writable(const fs::path& path, std::string_view cause) {
  return Error{
      fmt::format("report folder '{}': {}; choose a writable folder with --traffic_report_dir",
                  path.string(), cause)};
}

}  // namespace

std::optional<Error> ReportFolder::write(std::string_view name, std::string_view bytes) const {
  const auto target = path_ / name;
  if (name.empty() || target.filename() != name) {
    return Error{fmt::format("report file '{}': expected a plain file name", name)};
  }
  const auto temporary = temporary_name(path_, name);
  int code = write_new(temporary, bytes);
  if (code == 0 && ::rename(temporary.c_str(), target.c_str()) != 0) code = errno;
  if (code != 0) {
    ::unlink(temporary.c_str());
    return Error{
        fmt::format("cannot write '{}': {}; the file is unchanged", target.string(), reason(code))};
  }
  sync_folder(path_);
  return std::nullopt;
}

std::optional<Error> ReportFolder::set_aside(const std::vector<std::string>& names) const {
  std::error_code error;
  const auto exists = [&](const std::string& name) { return fs::is_regular_file(path_ / name); };
  if (std::none_of(names.begin(), names.end(), exists)) return std::nullopt;
  const fs::path previous = path_ / "previous";
  fs::create_directories(previous, error);
  for (const std::string& name : names) {
    if (!error) fs::remove(previous / name, error);
  }
  for (const std::string& name : names) {
    if (!error && exists(name)) fs::rename(path_ / name, previous / name, error);
  }
  if (!error) return std::nullopt;
  return Error{fmt::format(
      "cannot move the files of an earlier run to '{}': {}; remove them, or choose another folder",
      previous.string(), error.message())};
}

Expected<ReportFolder> prepare_folder(const fs::path& path) {
  if (path.empty()) return not_writable(path, "the name is empty");
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return not_writable(path, "cannot be created: " + error.message());
  if (!fs::is_directory(path, error)) return not_writable(path, "is not a folder");
  const auto probe = temporary_name(path, "writable");
  const int code = write_new(probe, "probe\n");
  ::unlink(probe.c_str());
  if (code != 0) return not_writable(path, "cannot be written to: " + reason(code));
  return ReportFolder(path);
}

}  // namespace traffic::detail
