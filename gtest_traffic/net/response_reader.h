// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/http/failure.h"
#include "gtest_traffic/http/method.h"
#include "gtest_traffic/net/chunk_reader.h"
#include "gtest_traffic/net/response_body.h"
#include "gtest_traffic/net/response_head.h"

namespace traffic {

// Bounds what a response may make the client hold, in bytes.
struct ResponseLimits {
  std::size_t head = 64 * 1024;
  std::size_t body = 64 * 1024 * 1024;
};

// Reads one response (RFC 9112) from bytes as they come; does no I/O. Head and body land in the
// arena: no message object, no string per header.
class ResponseReader {
 public:
  enum class Progress : std::uint8_t { kMore, kDone, kFailed };

  // Starts a new response to a request of that method.
  void begin(Method method, Arena& arena, const ResponseLimits& limits,
             const Transfer* transfer = nullptr);

  // Takes all of `bytes`, of which nothing is kept by reference.
  Progress feed(std::string_view bytes);

  // Says that the peer closed: completes a close-delimited body, fails anything else.
  Progress end_of_stream();

  // Tells whether any byte of a response has come.
  bool started() const { return started_; }

  // Tells whether what came instead of a head is an alert of TLS (RFC 8446 §5.1, §6).
  bool answered_in_tls() const { return !in_body_ && partial_head_.starts_with("\x15\x03"); }

  // Tells whether the head that counts has come; `status` and `head` are its.
  bool head_done() const { return in_body_; }

  // Tells whether the server wants the body of the request (100 Continue).
  bool continued() const { return continued_; }

  int status() const { return status_; }
  std::string_view head() const { return head_; }
  std::string_view body() const { return body_.bytes(); }
  std::uint64_t wire_size() const { return body_.wire_size(); }
  std::string_view undecoded() const { return body_.undecoded(); }
  bool keep_alive() const { return keep_alive_; }
  bool sets_cookies() const { return sets_cookies_; }
  Failure failure() const { return failure_; }
  std::string_view failure_detail() const { return detail_; }  // static or in the arena

 private:
  enum class Framing : std::uint8_t { kNone, kLength, kChunked, kUntilClose };

  Progress read_heads(std::string_view& bytes);
  Progress take_head(std::string_view text, const ResponseHead& head);
  Progress read_body(std::string_view bytes);
  Progress read_chunks(std::string_view bytes);
  Progress finish(std::string_view surplus);
  Progress fail(Failure failure, std::string_view detail);
  Progress take(std::string_view bytes);

  Arena* arena_ = nullptr;
  ResponseLimits limits_;
  Method method_ = Method::kGet;
  std::string partial_head_;      // what the network cut off; empty in the usual case
  std::size_t interim_size_ = 0;  // of interim responses' heads: all share one limit
  bool started_ = false;
  bool in_body_ = false;
  bool keep_alive_ = false;
  bool sets_cookies_ = false;
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

}  // namespace traffic
