// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/http/arena.h"
#include "gtest_traffic/http/failure.h"
#include "gtest_traffic/http/method.h"

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
  void begin(Method method, Arena& arena, const ResponseLimits& limits);

  // Takes all of `bytes`, of which nothing is kept by reference.
  Progress feed(std::string_view bytes);

  // Says that the peer closed: completes a close-delimited body, fails anything else.
  Progress end_of_stream();

  // Tells whether any byte of a response has come.
  bool started() const { return started_; }

  int status() const { return status_; }
  std::string_view head() const { return head_; }
  std::string_view body() const { return {body_, body_size_}; }
  bool keep_alive() const { return keep_alive_; }
  Failure failure() const { return failure_; }
  std::string_view failure_detail() const { return detail_; }  // of static storage

 private:
  // Takes from Beast's parser what framing needs, and leaves the fields where they are.
  class Parser final : public boost::beast::http::basic_parser<false> {
   public:
    explicit Parser(ResponseReader& reader) : reader_(&reader) {}

   private:
    using error_code = boost::beast::error_code;
    using string_view = boost::beast::string_view;
    void on_request_impl(boost::beast::http::verb, string_view, string_view, int,
                         error_code&) override {}
    void on_response_impl(int code, string_view, int, error_code&) override {
      reader_->status_ = code;
    }
    void on_field_impl(boost::beast::http::field, string_view, string_view, error_code&) override {}
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(string_view bytes, error_code& error) override;
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code& error) override;
    void on_finish_impl(error_code&) override {}

    ResponseReader* reader_;
  };

  void start_parser();
  Progress read(std::string_view bytes);
  Progress read_head(std::string_view& bytes);
  Progress read_body(std::string_view bytes);
  Progress read_chunks(std::string_view bytes);
  Progress finish(std::string_view surplus);
  Progress fail(Failure failure, std::string_view detail);
  Progress fail(const boost::beast::error_code& error);
  bool append(std::string_view bytes);

  std::optional<Parser> parser_;
  Arena* arena_ = nullptr;
  ResponseLimits limits_;
  Method method_ = Method::kGet;
  std::string carry_;        // what a receive left unparsed; empty in the usual case
  std::string parsed_head_;  // of a head cut in two: what the parser has taken of it
  std::size_t interim_size_ = 0;
  bool started_ = false;
  bool in_body_ = false;
  bool keep_alive_ = false;
  int status_ = 0;
  std::string_view head_;
  char* body_ = nullptr;
  std::size_t body_size_ = 0;
  std::size_t body_capacity_ = 0;
  std::size_t body_length_ = 0;  // as announced
  enum class Framing : std::uint8_t { kNone, kLength, kChunked, kUntilClose };
  Framing framing_ = Framing::kNone;
  Failure failure_ = Failure::kNone;
  std::string_view detail_;
};

}  // namespace traffic
