// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <zlib.h>

#include <array>

#include "gtest_traffic/codec/decompressor.h"

namespace traffic::detail {

// Decodes gzip (RFC 1952, any number of members) and deflate. For deflate, accepts both the correct
// zlib format (RFC 1950) and the raw stream (RFC 1951) that some servers send.
class Inflater final : public Decompressor {
 public:
  Inflater();
  ~Inflater() override;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  void begin(Coding coding) override;
  Step next(std::string_view& bytes, std::string_view& data) override;
  bool complete() const override { return ended_ || !started_; }

 private:
  // Detects the format of a deflate stream from its first two bytes. Returns false until both have
  // arrived.
  bool detect(std::string_view& bytes);
  Step inflate_from(std::string_view& bytes, std::string_view& data);

  z_stream stream_{};
  Coding coding_ = Coding::kGzip;
  bool started_ = false;
  bool ended_ = false;  // at the end of a member
  std::array<char, 2> first_{};
  std::size_t first_size_ = 0;
  std::string_view first_left_;  // the part of `first_` that is not inflated yet
  std::array<char, 16 * 1024> buffer_;
};

}  // namespace traffic::detail
