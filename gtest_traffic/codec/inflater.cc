// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/inflater.h"

#include <algorithm>
#include <limits>
#include <new>

namespace traffic::detail {
namespace {

constexpr int kZlib = 15;
constexpr int kGzip = 15 + 16;
constexpr int kRaw = -15;

}  // namespace

Inflater::Inflater() {
  if (inflateInit2(&stream_, kGzip) != Z_OK) throw std::bad_alloc();
}

Inflater::~Inflater() { inflateEnd(&stream_); }

void Inflater::begin(Coding coding) {
  coding_ = coding;
  started_ = ended_ = false;
  first_size_ = 0;
  first_left_ = {};
  inflateReset2(&stream_, kGzip);
}

Decompressor::Step Inflater::next(std::string_view& bytes, std::string_view& data) {
  if (!bytes.empty()) started_ = true;
  if (coding_ == Coding::kDeflate && first_size_ < first_.size() && !detect(bytes)) {
    return Step::kMore;
  }
  if (!first_left_.empty()) {
    const Step step = inflate_from(first_left_, data);
    if (step != Step::kMore) return step;
  }
  return inflate_from(bytes, data);
}

bool Inflater::detect(std::string_view& bytes) {
  while (!bytes.empty() && first_size_ < first_.size()) {
    first_[first_size_++] = bytes.front();
    bytes.remove_prefix(1);
  }
  if (first_size_ < first_.size()) return false;
  const auto high = static_cast<unsigned char>(first_[0]);
  const auto low = static_cast<unsigned char>(first_[1]);
  const bool zlib = (high & 0x0f) == Z_DEFLATED && (high * 256 + low) % 31 == 0;
  inflateReset2(&stream_, zlib ? kZlib : kRaw);
  first_left_ = {first_.data(), first_.size()};
  return true;
}

Decompressor::Step Inflater::inflate_from(std::string_view& bytes, std::string_view& data) {
  for (;;) {
    if (ended_) {
      // Another member may follow, or zero padding, which is customary on tapes.
      if (coding_ == Coding::kGzip) {
        bytes.remove_prefix(std::min(bytes.find_first_not_of('\0'), bytes.size()));
      }
      if (bytes.empty()) return Step::kMore;
      if (coding_ != Coding::kGzip) return Step::kMalformed;
      inflateReset(&stream_);
      ended_ = false;
    }
    const std::size_t size = std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max());
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(size);
    stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
    stream_.avail_out = static_cast<uInt>(buffer_.size());
    const int code = ::inflate(&stream_, Z_NO_FLUSH);
    bytes.remove_prefix(size - stream_.avail_in);
    data = {buffer_.data(), buffer_.size() - stream_.avail_out};
    if (code == Z_STREAM_END) {
      ended_ = true;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      return Step::kMalformed;
    }
    if (!data.empty()) return Step::kData;
    if (bytes.empty()) return Step::kMore;
  }
}

}  // namespace traffic::detail
