// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/response_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"

namespace traffic::detail {
namespace {

// The number of bytes at the end of an incomplete head that can belong to its blank line.
constexpr std::size_t kOverlap = 3;

// Sizes of the parts of a refused head that a failure shows.
constexpr std::size_t kShownHead = 4 * 1024;
constexpr std::size_t kShownStart = 40;

RecentHeads& recent_heads() {
  return per_thread([] { return RecentHeads(); });
}

// Returns whether the bytes can become the start of a TLS alert, but are not yet complete.
bool may_become_tls_alert(std::string_view bytes) {
  constexpr std::string_view kStart = "\x15\x03";
  return bytes.size() < kStart.size() && kStart.starts_with(bytes);
}

}  // namespace

void ResponseReader::begin(Method method, Arena& arena, const ResponseLimits& limits,
                           const Transfer* transfer) {
  arena_ = &arena;
  limits_ = limits;
  method_ = method;
  partial_head_.clear();
  interim_size_ = 0;
  started_ = in_body_ = keep_alive_ = continued_ = sets_cookies_ = false;
  status_ = 0;
  head_ = {};
  body_.begin(arena, limits.body, transfer);
  body_length_ = 0;
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

// Reads up to the final head; another head follows each interim response (RFC 9110 §15.2).
ResponseReader::Progress ResponseReader::read_heads(std::string_view& bytes) {
  while (!in_body_) {
    const std::size_t kept = partial_head_.size();
    if (kept == 0) {
      const RecentHeads::Entry* const known = recent_heads().find(bytes);
      if (known != nullptr && interim_size_ + known->text.size() <= limits_.head) {
        bytes.remove_prefix(known->text.size());
        if (take_head(known->text, known->head) == Progress::kFailed) return Progress::kFailed;
        continue;
      }
    }
    if (kept > 0) partial_head_.append(bytes);
    const std::string_view text = kept == 0 ? bytes : std::string_view(partial_head_);
    if (!may_be_response(text) && !may_become_tls_alert(text)) {
      return refuse_head(text, Failure::kMalformed,
                         fmt::format("the response does not begin with HTTP/, but with '{}'",
                                     trim(printable(text.substr(0, kShownStart)))));
    }
    const std::size_t end = find_end_of_head(text, kept - std::min(kept, kOverlap));
    const bool whole = end != std::string_view::npos;
    const std::size_t size = whole ? end : text.size();
    if (interim_size_ + size > limits_.head) {
      return refuse_head(text, Failure::kHeaderTooLarge,
                         "the headers exceed the limit of --traffic_max_head");
    }
    if (!whole) {
      if (kept == 0) partial_head_.assign(bytes);
      return Progress::kMore;
    }
    const ResponseHead head = parse_response_head(text.substr(0, size));
    if (!head.error.empty()) {
      return refuse_head(text.substr(0, size), Failure::kMalformed,
                         fmt::format("{} (line {} of the head)", head.error, head.error_line));
    }
    recent_heads().add(text.substr(0, size), head);
    const Progress progress = take_head(text.substr(0, size), head);
    bytes.remove_prefix(size - kept);
    partial_head_.clear();
    if (progress == Progress::kFailed) return progress;
  }
  return Progress::kDone;
}

// Keeps the start of an invalid head, so that a failure can show it.
ResponseReader::Progress ResponseReader::refuse_head(std::string_view text, Failure failure,
                                                     std::string_view detail) {
  head_ = arena_->copy(text.substr(0, kShownHead));
  return fail(failure, arena_->copy(detail));
}

void ResponseReader::abandon() {
  if (!in_body_ && head_.empty()) {
    head_ = arena_->copy(std::string_view(partial_head_).substr(0, kShownHead));
  }
}

ResponseReader::Progress ResponseReader::take_head(std::string_view text,
                                                   const ResponseHead& head) {
  status_ = head.status;
  const bool interim = status_ / 100 == 1 && status_ != 101;
  if (interim) {
    continued_ = continued_ || status_ == 100;
    interim_size_ += text.size();
    return Progress::kDone;
  }
  in_body_ = true;
  head_ = arena_->copy(text);
  keep_alive_ = head.keep_alive && status_ != 101;  // the protocol changes after 101
  sets_cookies_ = head.sets_cookies;
  usable_for_ = head.usable_for;
  const bool bodiless =
      method_ == Method::kHead || status_ == 204 || status_ == 304 || status_ == 101;
  if (bodiless) {
    framing_ = Framing::kNone;
  } else if (head.chunked) {
    framing_ = Framing::kChunked;
    chunks_ = {};
  } else if (head.length) {
    framing_ = Framing::kLength;
    body_length_ = *head.length;
  } else {
    framing_ = Framing::kUntilClose;
  }
  if (framing_ == Framing::kNone) return Progress::kDone;
  const Failure failure = body_.expect(head, head_);
  return failure == Failure::kNone ? Progress::kDone : fail(failure, body_.failure_detail());
}

ResponseReader::Progress ResponseReader::read_body(std::string_view bytes) {
  switch (framing_) {
    case Framing::kNone:
      return finish(bytes);
    case Framing::kChunked:
      return read_chunks(bytes);
    case Framing::kUntilClose:
      return take(bytes);
    case Framing::kLength:
      break;
  }
  const std::string_view wanted =
      bytes.substr(0, static_cast<std::size_t>(
                          std::min<std::uint64_t>(bytes.size(), body_length_ - body_.wire_size())));
  if (take(wanted) == Progress::kFailed) return Progress::kFailed;
  if (body_.wire_size() < body_length_) return Progress::kMore;
  return finish(bytes.substr(wanted.size()));
}

ResponseReader::Progress ResponseReader::read_chunks(std::string_view bytes) {
  for (;;) {
    std::string_view data;
    switch (chunks_.next(bytes, data)) {
      case ChunkReader::Step::kMore:
        if (chunks_.overhead() <= limits_.head) return Progress::kMore;
        return fail(Failure::kMalformed,
                    "a chunk size line or the trailers exceed the header limit");
      case ChunkReader::Step::kMalformed:
        return fail(Failure::kMalformed, "a chunk is malformed");
      case ChunkReader::Step::kDone:
        if (chunks_.lenient()) keep_alive_ = false;
        return finish(bytes);
      case ChunkReader::Step::kData:
        break;
    }
    if (take(data) == Progress::kFailed) return Progress::kFailed;
    if (chunks_.left() > body_.limit() - body_.wire_size()) {
      return fail(Failure::kBodyTooLarge, "the body exceeds the limit");
    }
  }
}

ResponseReader::Progress ResponseReader::finish(std::string_view surplus) {
  // Unexpected bytes: the next response on this connection would be unreliable.
  if (!surplus.empty()) keep_alive_ = false;
  const Failure failure = body_.finish();
  return failure == Failure::kNone ? Progress::kDone : fail(failure, body_.failure_detail());
}

ResponseReader::Progress ResponseReader::end_of_stream() {
  if (in_body_ && framing_ == Framing::kUntilClose) {
    keep_alive_ = false;
    return finish({});
  }
  if (!started_)
    return fail(Failure::kClosed, "the server closed the connection without a response");
  abandon();
  return fail(Failure::kClosed, in_body_ ? "the server closed the connection inside the body"
                                         : "the server closed the connection inside the headers");
}

ResponseReader::Progress ResponseReader::take(std::string_view bytes) {
  const Failure failure = body_.take(bytes);
  return failure == Failure::kNone ? Progress::kMore : fail(failure, body_.failure_detail());
}

ResponseReader::Progress ResponseReader::fail(Failure failure, std::string_view detail) {
  failure_ = failure;
  detail_ = detail;
  keep_alive_ = false;
  return Progress::kFailed;
}

}  // namespace traffic::detail
