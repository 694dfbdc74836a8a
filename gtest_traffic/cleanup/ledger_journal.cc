// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/cleanup/ledger_journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <utility>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".ledger";

std::string text_at(const boost::json::object& object, std::string_view key) {
  const boost::json::value* const value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::uint64_t number_at(const boost::json::object& object, std::string_view key) {
  const boost::json::value* const value = object.if_contains(key);
  return value != nullptr && value->is_int64() ? static_cast<std::uint64_t>(value->get_int64()) : 0;
}

}  // namespace

Expected<LedgerJournal> LedgerJournal::create(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  for (int i = 0; i < 1000; ++i) {
    const std::string path = fmt::format("{}/{}-{}{}", folder, getpid(), i, kEnding);
    const int file = open(path.c_str(), O_CREAT | O_EXCL | O_APPEND | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST) continue;  // left by an earlier process with the same id
    if (file < 0) return Error{path + ": " + std::strerror(errno)};
    // Another process may have locked the new empty file meanwhile, because it appeared to belong
    // to a dead process.
    if (flock(file, LOCK_EX | LOCK_NB) == 0) return LedgerJournal(path, file);
    close(file);
  }
  return Error{folder + ": all names for a journal are taken"};
}

std::vector<LedgerJournal> LedgerJournal::open_abandoned(const std::string& folder) {
  std::vector<LedgerJournal> journals;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != kEnding) continue;
    const int file = open(entry.path().c_str(), O_APPEND | O_RDWR | O_CLOEXEC);
    if (file < 0) continue;
    struct stat status {};
    const bool ours =
        flock(file, LOCK_EX | LOCK_NB) == 0 && fstat(file, &status) == 0 && status.st_nlink > 0;
    if (ours) {
      journals.push_back(LedgerJournal(entry.path().string(), file));
    } else {
      close(file);
    }
  }
  return journals;
}

LedgerJournal::LedgerJournal(LedgerJournal&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

LedgerJournal::~LedgerJournal() {
  if (file_ >= 0) close(file_);
}

void LedgerJournal::append(const LedgerEntry& entry) {
  const bool is_request = !entry.step.empty();
  append_line(boost::json::serialize(
      boost::json::object{{is_request ? "sent" : "made", entry.number},
                          {"user", entry.user},
                          {"journey", entry.journey},
                          {"target", entry.target},
                          {is_request ? "step" : "delete", is_request ? entry.step : entry.url}}));
}

void LedgerJournal::append_done(std::uint64_t number) {
  append_line(boost::json::serialize(boost::json::object{{"done", number}}));
}

// Writes each line with one call, so that a process that dies leaves only whole lines.
void LedgerJournal::append_line(std::string line) {
  line += '\n';
  while (write(file_, line.data(), line.size()) < 0 && errno == EINTR) {
  }
}

std::vector<LedgerEntry> LedgerJournal::open_entries() const {
  const Expected<std::string> text = read_text_file(path_);
  if (!text) return {};
  std::map<std::uint64_t, LedgerEntry> open;
  for (const std::string_view line : split(*text, '\n')) {
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse(line, error);
    if (error || !value.is_object()) continue;
    const boost::json::object& object = value.get_object();
    open.erase(number_at(object, "done"));
    const std::uint64_t made = number_at(object, "made");
    const std::uint64_t number = made != 0 ? made : number_at(object, "sent");
    if (number == 0) continue;
    open[number] = {.number = number,
                    .user = text_at(object, "user"),
                    .journey = text_at(object, "journey"),
                    .target = text_at(object, "target"),
                    .url = text_at(object, "delete"),
                    .step = text_at(object, "step"),
                    .problem = {},
                    .journaled = true};
  }
  std::vector<LedgerEntry> entries;
  entries.reserve(open.size());
  for (auto& [number, entry] : open) entries.push_back(std::move(entry));
  return entries;
}

void LedgerJournal::remove() { unlink(path_.c_str()); }

}  // namespace traffic::detail
