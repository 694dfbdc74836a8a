// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/body.h"
#include "gtest_traffic/failure.h"

namespace traffic::detail {

// Reads the parts of a body while they are sent.
class Upload {
 public:
  explicit Upload(std::span<const BodyPiece> pieces) : pieces_(pieces) {}
  ~Upload();
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;

  // Checks the files; returns kLocal if one cannot be read.
  Failure open();

  // Returns the total size in bytes; `std::nullopt` if only the end of a source determines it.
  std::optional<std::uint64_t> size() const { return size_; }

  // Fills the buffer as far as bytes are available. `count` is 0 at the end. Returns kLocal if a
  // file has changed.
  Failure read(std::span<char> buffer, std::size_t& count);

  // Rewinds to the first byte; returns false if a source has already supplied data.
  bool rewind();

  // Returns the reason why the last call failed.
  const std::string& detail() const { return detail_; }

 private:
  Failure fail_to_read(const std::string& path, std::string_view why);
  Failure read_file(const BodyPiece& piece, std::span<char> buffer, std::size_t& count);
  Failure ask_source(const BodyPiece& piece, std::span<char> buffer, std::size_t& count);
  void next_piece();

  std::span<const BodyPiece> pieces_;
  std::vector<std::uint64_t> sizes_;  // size of each part; 0 for a source
  std::optional<std::uint64_t> size_;
  std::size_t piece_ = 0;
  std::uint64_t offset_ = 0;  // offset in the current part
  int descriptor_ = -1;
  bool source_asked_ = false;
  std::string detail_;
};

}  // namespace traffic::detail
