// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <zlib.h>

#include <array>

#include "gtest_traffic/net/decompressor.h"

namespace traffic {

// Takes off gzip (RFC 1952, any number of members) and deflate, be it zlib (RFC 1950) as it should
// be or the raw stream (RFC 1951) that some servers send.
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
  // Decides by its first two bytes what a deflate stream is; false until they are there.
  bool detect(std::string_view& bytes);
  Step inflate_from(std::string_view& bytes, std::string_view& data);

  z_stream stream_{};
  Coding coding_ = Coding::kGzip;
  bool started_ = false;
  bool ended_ = false;  // at the end of a member
  std::array<char, 2> first_{};
  std::size_t first_size_ = 0;
  std::string_view first_left_;  // of `first_`, still to be inflated
  std::array<char, 16 * 1024> buffer_;
};

}  // namespace traffic
