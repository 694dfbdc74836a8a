// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/body.h"
#include "gtest_traffic/http/failure.h"

namespace traffic {

// Reads the pieces of a body while they are sent.
class Upload {
 public:
  explicit Upload(std::span<const BodyPiece> pieces) : pieces_(pieces) {}
  ~Upload();
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;

  // Looks at the files; kLocal when one cannot be read.
  Failure open();

  // Returns the bytes in all; nothing when a source will tell by ending.
  std::optional<std::uint64_t> size() const { return size_; }

  // Fills the buffer as far as there are bytes; `count` is 0 at the end. kLocal when a file is not
  // what it was.
  Failure read(std::span<char> buffer, std::size_t& count);

  // Goes back to the first byte; false when a source has given some away.
  bool rewind();

  // Why the last call failed.
  const std::string& detail() const { return detail_; }

 private:
  Failure fail_to_read(const std::string& path, std::string_view why);
  Failure read_file(const BodyPiece& piece, std::span<char> buffer, std::size_t& count);
  Failure ask_source(const BodyPiece& piece, std::span<char> buffer, std::size_t& count);
  void next_piece();

  std::span<const BodyPiece> pieces_;
  std::vector<std::uint64_t> sizes_;  // of the pieces; 0 for a source
  std::optional<std::uint64_t> size_;
  std::size_t piece_ = 0;
  std::uint64_t offset_ = 0;  // in the piece
  int descriptor_ = -1;
  bool source_asked_ = false;
  std::string detail_;
};

}  // namespace traffic
