// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/response_body.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "gtest_traffic/codec/download.h"
#include "gtest_traffic/codec/response_head.h"
#include "gtest_traffic/codec/transfer.h"
#include "gtest_traffic/http/headers.h"

namespace traffic::detail {
namespace {

// Initial capacity limit, regardless of the length that the server announces.
constexpr std::size_t kTrustedLength = 1024 * 1024;

}  // namespace

void ResponseBody::begin(Arena& arena, std::size_t limit, const Transfer* transfer) {
  arena_ = &arena;
  transfer_ = transfer;
  limit_ = limit;
  handed_on_ = false;
  wire_size_ = 0;
  bytes_ = nullptr;
  size_ = capacity_ = announced_ = 0;
  undecoded_ = detail_ = {};
  if (decoder_.active()) decoder_.end();
}

Failure ResponseBody::expect(const ResponseHead& head, std::string_view text) {
  handed_on_ = transfer_ != nullptr && transfer_->download != nullptr && head.status / 100 == 2;
  if (handed_on_) {
    limit_ = transfer_->download->limit();
    if (const Failure failure = transfer_->download->begin(); failure != Failure::kNone) {
      return fail(failure, arena_->copy(transfer_->download->detail()));
    }
  }
  if (head.length && *head.length > limit_) {
    return fail(Failure::kBodyTooLarge, "the body exceeds the limit");
  }
  if (head.encoded) {
    // A part of an encoded body (206) cannot be decoded separately.
    const bool off = transfer_ != nullptr && transfer_->decoding == Decoding::kOff;
    const bool left = off || head.status == 206 ||
                      decoder_.begin(text, limit_) == ContentDecoder::Codings::kUnknown;
    if (left) undecoded_ = find_header(text, "Content-Encoding").value_or(std::string_view{});
  } else if (head.length && !handed_on_) {
    announced_ = static_cast<std::size_t>(*head.length);
    capacity_ = std::min(announced_, kTrustedLength);
    bytes_ = arena_->take_bytes(capacity_);
  }
  return Failure::kNone;
}

Failure ResponseBody::take(std::string_view bytes) {
  if (bytes.empty()) return Failure::kNone;
  wire_size_ += bytes.size();
  if (wire_size_ > limit_) return fail(Failure::kBodyTooLarge, "the body exceeds the limit");
  return decoder_.active() ? expand(bytes) : store(bytes);
}

Failure ResponseBody::expand(std::string_view bytes) {
  for (;;) {
    std::string_view data;
    switch (decoder_.next(bytes, data)) {
      case ContentDecoder::Step::kMore:
        return Failure::kNone;
      case ContentDecoder::Step::kMalformed:
        return fail(Failure::kBadEncoding, "the body does not match its Content-Encoding");
      case ContentDecoder::Step::kTooLarge:
        return fail(Failure::kBodyTooLarge, "the compressed body expands beyond the limit");
      case ContentDecoder::Step::kData:
        break;
    }
    if (const Failure failure = store(data); failure != Failure::kNone) return failure;
  }
}

Failure ResponseBody::store(std::string_view bytes) {
  if (handed_on_) {
    const Failure failure = transfer_->download->take(bytes);
    return failure == Failure::kNone ? failure
                                     : fail(failure, arena_->copy(transfer_->download->detail()));
  }
  const std::size_t size = size_ + bytes.size();
  if (size > capacity_) {
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(limit_, SIZE_MAX));
    // A large body gets room for its length or the maximum size at once, which avoids copies.
    // Unwritten pages cost nothing.
    const std::size_t more = announced_ > 0         ? announced_
                             : capacity_ < most / 8 ? 2 * capacity_
                                                    : most;
    const std::size_t capacity = std::max({size, more, std::size_t{1024}});
    char* const grown = arena_->take_bytes(capacity);
    if (size_ > 0) std::memcpy(grown, bytes_, size_);
    arena_->give_back(bytes_);
    bytes_ = grown;
    capacity_ = capacity;
  }
  if (!bytes.empty()) std::memcpy(bytes_ + size_, bytes.data(), bytes.size());
  size_ = size;
  return Failure::kNone;
}

Failure ResponseBody::finish() {
  if (decoder_.active()) {
    const bool complete = decoder_.complete();
    decoder_.end();
    if (!complete) return fail(Failure::kBadEncoding, "the compressed body is truncated");
  }
  if (!handed_on_) return Failure::kNone;
  const Failure failure = transfer_->download->finish();
  return failure == Failure::kNone ? failure
                                   : fail(failure, arena_->copy(transfer_->download->detail()));
}

Failure ResponseBody::fail(Failure failure, std::string_view detail) {
  detail_ = detail;
  if (decoder_.active()) decoder_.end();
  return failure;
}

}  // namespace traffic::detail
