// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/chunk_reader.h"

#include <algorithm>

namespace traffic::detail {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

ChunkReader::Step ChunkReader::next(std::string_view& bytes, std::string_view& data) {
  while (!bytes.empty()) {
    if (place_ == Place::kData) {
      data =
          bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
      bytes.remove_prefix(data.size());
      left_ -= data.size();
      overhead_ = 0;
      if (left_ == 0) place_ = Place::kDataReturn;
      return Step::kData;
    }
    const char byte = bytes.front();
    bytes.remove_prefix(1);
    ++overhead_;
    if (!step(byte)) return Step::kMalformed;
    if (done_) return Step::kDone;
    // Report the size before the data, so that the caller can reject it.
    if (place_ == Place::kData) {
      data = {};
      return Step::kData;
    }
  }
  return Step::kMore;
}

// Returns whether a carriage return may come next.
bool ChunkReader::may_return() const {
  switch (place_) {
    case Place::kSize:
    case Place::kExtension:
    case Place::kDataReturn:
    case Place::kLineStart:
    case Place::kTrailer:
      return true;
    default:
      return false;
  }
}

bool ChunkReader::step(char byte) {
  // A line feed alone stands for CR LF. It is no data and no part of an extension or trailer.
  if (byte == '\n' && may_return()) {
    lenient_ = true;
    if (!step('\r')) return false;
  }
  switch (place_) {
    case Place::kSizeStart:
    case Place::kSize:
      if (const int digit = hex_digit(byte); digit >= 0) {
        if (left_ >> 60 != 0) return false;
        left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
        place_ = Place::kSize;
        return true;
      }
      if (place_ == Place::kSizeStart) return false;
      [[fallthrough]];
    case Place::kExtension:
      if (byte == '\r') {
        place_ = Place::kSizeFeed;
        return true;
      }
      if (place_ == Place::kSize && byte != ';' && byte != ' ' && byte != '\t') return false;
      place_ = Place::kExtension;
      return byte == '\t' || static_cast<unsigned char>(byte) >= ' ';
    case Place::kSizeFeed:
      place_ = left_ > 0 ? Place::kData : Place::kLineStart;
      return byte == '\n';
    case Place::kData:
      return false;
    case Place::kDataReturn:
      place_ = Place::kDataFeed;
      return byte == '\r';
    case Place::kDataFeed:
      place_ = Place::kSizeStart;
      return byte == '\n';
    case Place::kLineStart:
      place_ = byte == '\r' ? Place::kLastFeed : Place::kTrailer;
      return byte == '\r' || byte == '\t' || static_cast<unsigned char>(byte) >= ' ';
    case Place::kTrailer:
      if (byte == '\r') place_ = Place::kTrailerFeed;
      return byte == '\r' || byte == '\t' || static_cast<unsigned char>(byte) >= ' ';
    case Place::kTrailerFeed:
      place_ = Place::kLineStart;
      return byte == '\n';
    case Place::kLastFeed:
      done_ = true;
      return byte == '\n';
  }
  return false;
}

}  // namespace traffic::detail
