// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/codec/chunk_reader.h"
#include "gtest_traffic/codec/response_body.h"
#include "gtest_traffic/codec/response_head.h"
#include "gtest_traffic/failure.h"
#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/method.h"

namespace traffic::detail {

// Limits the memory for a response, in bytes.
struct ResponseLimits {
  std::size_t head = 300 * 1024;  // as curl
  std::size_t body = 64 * 1024 * 1024;
};

// Parses one response (RFC 9112) incrementally; does no I/O. Stores the head and body in the arena,
// without a message object or a string per header.
class ResponseReader {
 public:
  enum class Progress : std::uint8_t { kMore, kDone, kFailed };

  // Starts a new response to a request with that method.
  void begin(Method method, Arena& arena, const ResponseLimits& limits,
             const Transfer* transfer = nullptr);

  // Consumes all of `bytes`, and keeps no reference to them.
  Progress feed(std::string_view bytes);

  // Handles the end of the stream: completes a body without a length, fails otherwise.
  Progress end_of_stream();

  // Returns whether any byte of a response has arrived.
  bool started() const { return started_; }

  // Returns whether the peer sent a TLS alert instead of a head (RFC 8446 §5.1, §6).
  bool answered_in_tls() const { return !in_body_ && head_.starts_with("\x15\x03"); }

  // Ends the response without its rest. `head` then has the part of the head that has arrived.
  void abandon();

  // Returns whether the final head has arrived. `status` and `head` then refer to it.
  bool head_done() const { return in_body_; }

  // Returns whether the server requested the body of the request (100 Continue).
  bool continued() const { return continued_; }

  int status() const { return status_; }
  std::string_view head() const { return head_; }
  std::string_view body() const { return body_.bytes(); }
  std::uint64_t wire_size() const { return body_.wire_size(); }
  std::string_view undecoded() const { return body_.undecoded(); }
  bool keep_alive() const { return keep_alive_; }

  // Returns how long the connection may be idle before the server is about to close it.
  Duration usable_for() const { return usable_for_; }
  bool sets_cookies() const { return sets_cookies_; }
  Failure failure() const { return failure_; }
  std::string_view failure_detail() const { return detail_; }  // static or in the arena

 private:
  enum class Framing : std::uint8_t { kNone, kLength, kChunked, kUntilClose };

  Progress read_heads(std::string_view& bytes);
  Progress refuse_head(std::string_view text, Failure failure, std::string_view detail);
  Progress take_head(std::string_view text, const ResponseHead& head);
  Progress read_body(std::string_view bytes);
  Progress read_chunks(std::string_view bytes);
  Progress finish(std::string_view surplus);
  Progress fail(Failure failure, std::string_view detail);
  Progress take(std::string_view bytes);

  Arena* arena_ = nullptr;
  ResponseLimits limits_;
  Method method_ = Method::kGet;
  std::string partial_head_;      // incomplete head; usually empty
  std::size_t interim_size_ = 0;  // total size of interim heads: all share one limit
  bool started_ = false;
  bool in_body_ = false;
  bool keep_alive_ = false;
  bool sets_cookies_ = false;
  Duration usable_for_ = Duration::max();
  int status_ = 0;
  std::string_view head_;
  bool continued_ = false;
  ResponseBody body_;
  std::uint64_t body_length_ = 0;  // as announced
  Framing framing_ = Framing::kNone;
  ChunkReader chunks_;
  Failure failure_ = Failure::kNone;
  std::string_view detail_;
};

}  // namespace traffic::detail
