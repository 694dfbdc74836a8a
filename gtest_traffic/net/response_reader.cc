// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/response_reader.h"

#include <algorithm>
#include <cstring>

namespace traffic {
namespace {

// A body is given this much at first, whatever the server announces.
constexpr std::size_t kTrustedLength = 1024 * 1024;

constexpr std::string_view kEndOfHead = "\r\n\r\n";

thread_local RecentHeads recent_heads;

}  // namespace

void ResponseReader::begin(Method method, Arena& arena, const ResponseLimits& limits) {
  arena_ = &arena;
  limits_ = limits;
  method_ = method;
  partial_head_.clear();
  interim_size_ = 0;
  started_ = in_body_ = keep_alive_ = false;
  status_ = 0;
  head_ = {};
  body_ = nullptr;
  body_size_ = body_capacity_ = body_length_ = 0;
  failure_ = Failure::kNone;
  detail_ = {};
}

ResponseReader::Progress ResponseReader::feed(std::string_view bytes) {
  started_ = true;
  if (!in_body_) {
    if (const Progress progress = read_heads(bytes); progress != Progress::kDone) return progress;
  }
  return read_body(bytes);
}

// Reads up to the head that counts: an interim response (RFC 9110 §15.2) is followed by another.
ResponseReader::Progress ResponseReader::read_heads(std::string_view& bytes) {
  while (!in_body_) {
    // The end may lie across the cut.
    const std::size_t kept = partial_head_.size();
    if (kept == 0) {
      const RecentHeads::Entry* const known = recent_heads.find(bytes);
      if (known != nullptr && interim_size_ + known->text.size() <= limits_.head) {
        bytes.remove_prefix(known->text.size());
        if (take_head(known->text, known->head) == Progress::kFailed) return Progress::kFailed;
        continue;
      }
    }
    const std::size_t overlap = std::min(kept, kEndOfHead.size() - 1);
    std::size_t end = std::string_view::npos;
    if (kept == 0) {
      end = bytes.find(kEndOfHead);
    } else {
      partial_head_.append(bytes);
      end = partial_head_.find(kEndOfHead, kept - overlap);
    }
    const bool whole = end != std::string_view::npos;
    const std::size_t size = whole ? end + kEndOfHead.size() : std::max(kept + bytes.size(), kept);
    if (interim_size_ + size > limits_.head) {
      return fail(Failure::kHeaderTooLarge, "the headers exceed the limit");
    }
    if (!whole) {
      if (kept == 0) partial_head_.assign(bytes);
      return Progress::kMore;
    }
    const std::string_view text = kept == 0 ? bytes : std::string_view(partial_head_);
    const ResponseHead head = parse_response_head(text.substr(0, size));
    if (!head.error.empty()) return fail(Failure::kMalformed, head.error);
    recent_heads.add(text.substr(0, size), head);
    const Progress progress = take_head(text.substr(0, size), head);
    bytes.remove_prefix(size - kept);
    partial_head_.clear();
    if (progress == Progress::kFailed) return progress;
  }
  return Progress::kDone;
}

ResponseReader::Progress ResponseReader::take_head(std::string_view text,
                                                   const ResponseHead& head) {
  status_ = head.status;
  const bool interim = status_ / 100 == 1 && status_ != 101;
  if (interim) {
    interim_size_ += text.size();
    return Progress::kDone;
  }
  in_body_ = true;
  head_ = arena_->copy(text);
  keep_alive_ = head.keep_alive;
  const bool bodiless =
      method_ == Method::kHead || status_ == 204 || status_ == 304 || status_ == 101;
  if (bodiless) {
    framing_ = Framing::kNone;
  } else if (head.chunked) {
    framing_ = Framing::kChunked;
    chunks_ = {};
  } else if (head.length) {
    framing_ = Framing::kLength;
    if (*head.length > limits_.body)
      return fail(Failure::kBodyTooLarge, "the body exceeds the limit");
    body_length_ = static_cast<std::size_t>(*head.length);
  } else {
    framing_ = Framing::kUntilClose;
  }
  return Progress::kDone;
}

ResponseReader::Progress ResponseReader::read_body(std::string_view bytes) {
  switch (framing_) {
    case Framing::kNone:
      return finish(bytes);
    case Framing::kChunked:
      return read_chunks(bytes);
    case Framing::kUntilClose:
      return append(bytes) ? Progress::kMore
                           : fail(Failure::kBodyTooLarge, "the body exceeds the limit");
    case Framing::kLength:
      break;
  }
  const std::size_t wanted = std::min(bytes.size(), body_length_ - body_size_);
  if (body_ == nullptr) {
    body_capacity_ = std::min(body_length_, kTrustedLength);
    body_ = arena_->take_bytes(body_capacity_);
  }
  append(bytes.substr(0, wanted));
  if (body_size_ < body_length_) return Progress::kMore;
  return finish(bytes.substr(wanted));
}

ResponseReader::Progress ResponseReader::read_chunks(std::string_view bytes) {
  for (;;) {
    std::string_view data;
    switch (chunks_.next(bytes, data)) {
      case ChunkReader::Step::kMore:
        if (chunks_.overhead() <= limits_.head) return Progress::kMore;
        return fail(Failure::kMalformed,
                    "a chunk's size line or the trailers exceed the header limit");
      case ChunkReader::Step::kMalformed:
        return fail(Failure::kMalformed, "a chunk is malformed");
      case ChunkReader::Step::kDone:
        return finish(bytes);
      case ChunkReader::Step::kData:
        break;
    }
    const bool fits = append(data) && chunks_.left() <= limits_.body - body_size_;
    if (!fits) return fail(Failure::kBodyTooLarge, "the body exceeds the limit");
  }
}

ResponseReader::Progress ResponseReader::finish(std::string_view surplus) {
  // Bytes nobody asked for: the next response on this connection could not be trusted.
  if (!surplus.empty()) keep_alive_ = false;
  return Progress::kDone;
}

ResponseReader::Progress ResponseReader::end_of_stream() {
  if (in_body_ && framing_ == Framing::kUntilClose) {
    keep_alive_ = false;
    return Progress::kDone;
  }
  if (!started_)
    return fail(Failure::kClosed, "the server closed the connection without an answer");
  return fail(Failure::kClosed, in_body_ ? "the server closed the connection inside the body"
                                         : "the server closed the connection inside the headers");
}

bool ResponseReader::append(std::string_view bytes) {
  const std::size_t size = body_size_ + bytes.size();
  if (size > limits_.body) return false;
  if (size > body_capacity_) {
    const std::size_t capacity = std::max({size, 2 * body_capacity_, std::size_t{1024}});
    char* const grown = arena_->take_bytes(capacity);
    if (body_size_ > 0) std::memcpy(grown, body_, body_size_);
    body_ = grown;
    body_capacity_ = capacity;
  }
  if (!bytes.empty()) std::memcpy(body_ + body_size_, bytes.data(), bytes.size());
  body_size_ = size;
  return true;
}

ResponseReader::Progress ResponseReader::fail(Failure failure, std::string_view detail) {
  failure_ = failure;
  detail_ = detail;
  keep_alive_ = false;
  return Progress::kFailed;
}

}  // namespace traffic
