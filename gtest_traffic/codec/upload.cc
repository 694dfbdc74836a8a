// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/upload.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <utility>

namespace traffic::detail {

Upload::~Upload() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Failure Upload::open() {
  size_ = 0;
  for (const BodyPiece& piece : pieces_) {
    std::uint64_t size = piece.bytes.size();
    if (!piece.path.empty()) {
      struct stat status {};
      if (::stat(piece.path.c_str(), &status) != 0) {
        return fail_to_read(piece.path, std::strerror(errno));
      }
      // A pipe would block the worker, and a directory has no bytes.
      if (!S_ISREG(status.st_mode)) return fail_to_read(piece.path, "it is not a regular file");
      if (::access(piece.path.c_str(), R_OK) != 0) {
        return fail_to_read(piece.path, std::strerror(errno));
      }
      size = static_cast<std::uint64_t>(status.st_size);
    }
    sizes_.push_back(size);
    if (piece.source) size_.reset();
    if (size_) *size_ += size;
  }
  return Failure::kNone;
}

Failure Upload::read(std::span<char> buffer, std::size_t& count) {
  count = 0;
  while (piece_ < pieces_.size() && count < buffer.size()) {
    const BodyPiece& piece = pieces_[piece_];
    if (!piece.source && offset_ == sizes_[piece_]) {
      next_piece();
      continue;
    }
    const std::span<char> rest = buffer.subspan(count);
    std::size_t got = 0;
    Failure failure = Failure::kNone;
    if (piece.source) {
      failure = ask_source(piece, rest, got);
    } else if (!piece.path.empty()) {
      failure = read_file(piece, rest, got);
    } else {
      got = std::min<std::size_t>(rest.size(), piece.bytes.size() - offset_);
      std::memcpy(rest.data(), piece.bytes.data() + offset_, got);
    }
    if (failure != Failure::kNone) return failure;
    offset_ += got;
    count += got;
    if (!piece.source) continue;
    // Send data from a source immediately, because more may take a long time.
    if (got > 0) break;
    next_piece();
  }
  return Failure::kNone;
}

Failure Upload::read_file(const BodyPiece& piece, std::span<char> buffer, std::size_t& count) {
  if (descriptor_ < 0) descriptor_ = ::open(piece.path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) return fail_to_read(piece.path, std::strerror(errno));
  const std::uint64_t left = sizes_[piece_] - offset_;
  ssize_t got = 0;
  do {
    got = ::read(descriptor_, buffer.data(), std::min<std::uint64_t>(buffer.size(), left));
  } while (got < 0 && errno == EINTR);
  if (got < 0) return fail_to_read(piece.path, std::strerror(errno));
  if (got == 0) {
    return fail_to_read(piece.path,
                        fmt::format("the file ended {} bytes early; did it change?", left));
  }
  count = static_cast<std::size_t>(got);
  return Failure::kNone;
}

Failure Upload::ask_source(const BodyPiece& piece, std::span<char> buffer, std::size_t& count) {
  source_asked_ = true;
  try {
    count = std::min(piece.source(buffer), buffer.size());
  } catch (const std::exception& exception) {
    detail_ = fmt::format("the body source threw: {}", exception.what());
    return Failure::kLocal;
  } catch (...) {
    detail_ = "the body source threw";
    return Failure::kLocal;
  }
  return Failure::kNone;
}

void Upload::next_piece() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  offset_ = 0;
  ++piece_;
}

bool Upload::rewind() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  piece_ = 0;
  offset_ = 0;
  return !source_asked_;
}

Failure Upload::fail_to_read(const std::string& path, std::string_view why) {
  detail_ = fmt::format("cannot read '{}' to send it: {}", path, why);
  return Failure::kLocal;
}

}  // namespace traffic::detail
