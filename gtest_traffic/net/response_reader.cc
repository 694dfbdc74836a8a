// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/response_reader.h"

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <cstring>
#include <limits>

namespace traffic {
namespace http = boost::beast::http;

namespace {

// A body is given this much at first, whatever the server announces.
constexpr std::size_t kTrustedLength = 1024 * 1024;

// No chunked body ends with fewer bytes than its last chunk has, and Beast's parser asserts that it
// is never asked to look at fewer.
constexpr std::size_t kLastChunkSize = std::string_view("0\r\n\r\n").size();

std::string_view describe(const boost::beast::error_code& error) {
  if (error == http::error::bad_version) return "the status line does not say HTTP/1.0 or HTTP/1.1";
  if (error == http::error::bad_status) return "the status code is not three digits";
  if (error == http::error::bad_reason) return "the reason phrase has illegal characters";
  if (error == http::error::bad_field) return "a header name is malformed";
  if (error == http::error::bad_value) return "a header value is malformed";
  if (error == http::error::bad_content_length)
    return "Content-Length is malformed, or stands beside Transfer-Encoding";
  if (error == http::error::multiple_content_length) return "two Content-Length headers disagree";
  if (error == http::error::bad_transfer_encoding)
    return "Transfer-Encoding is malformed, or stands beside Content-Length";
  if (error == http::error::bad_chunk) return "a chunk is malformed";
  if (error == http::error::bad_chunk_extension) return "a chunk extension is malformed";
  if (error == http::error::bad_line_ending) return "a line does not end in CR LF";
  if (error == http::error::bad_obs_fold) return "a folded header is malformed";
  return "the response is not HTTP/1.x";
}

}  // namespace

std::size_t ResponseReader::Parser::on_body_impl(string_view bytes, error_code&) {
  return bytes.size();
}

std::size_t ResponseReader::Parser::on_chunk_body_impl(std::uint64_t, string_view bytes,
                                                       error_code& error) {
  if (!reader_->append({bytes.data(), bytes.size()})) error = http::error::body_limit;
  return bytes.size();
}

void ResponseReader::begin(Method method, Arena& arena, const ResponseLimits& limits) {
  arena_ = &arena;
  limits_ = limits;
  method_ = method;
  carry_.clear();
  parsed_head_.clear();
  interim_size_ = 0;
  started_ = in_body_ = keep_alive_ = false;
  status_ = 0;
  head_ = {};
  body_ = nullptr;
  body_size_ = body_capacity_ = body_length_ = 0;
  failure_ = Failure::kNone;
  detail_ = {};
  start_parser();
}

void ResponseReader::start_parser() {
  parser_.emplace(*this);
  parser_->eager(false);
  parser_->header_limit(static_cast<std::uint32_t>(
      std::min<std::size_t>(limits_.head, std::numeric_limits<std::uint32_t>::max())));
  parser_->body_limit(limits_.body);
  if (method_ == Method::kHead) parser_->skip(true);
}

ResponseReader::Progress ResponseReader::feed(std::string_view bytes) {
  started_ = true;
  if (carry_.empty()) return read(bytes);
  // Parsing again from the carry is rare: a head or a chunk's frame was cut in two by the network.
  carry_.append(bytes);
  const std::string whole = std::move(carry_);
  carry_.clear();
  return read(whole);
}

ResponseReader::Progress ResponseReader::read(std::string_view bytes) {
  while (!in_body_) {
    if (const Progress progress = read_head(bytes); progress != Progress::kDone) return progress;
    const bool interim = status_ / 100 == 1 && status_ != 101;
    if (!interim) {
      in_body_ = true;
      break;
    }
    // An interim response (RFC 9110 §15.2) is followed by the one that counts; all share one limit.
    interim_size_ += head_.size();
    start_parser();
    if (bytes.empty()) return Progress::kMore;
  }
  return read_body(bytes);
}

ResponseReader::Progress ResponseReader::read_head(std::string_view& bytes) {
  boost::beast::error_code error;
  const std::size_t used =
      parser_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (error == http::error::need_more) {
    parsed_head_.append(bytes.substr(0, used));
    carry_.assign(bytes.substr(used));
    const bool fits = interim_size_ + parsed_head_.size() + carry_.size() <= limits_.head;
    return fits ? Progress::kMore : fail(Failure::kHeaderTooLarge, "the headers exceed the limit");
  }
  if (error) return fail(error);
  if (interim_size_ + parsed_head_.size() + used > limits_.head) {
    return fail(Failure::kHeaderTooLarge, "the headers exceed the limit");
  }
  if (parsed_head_.empty()) {
    head_ = arena_->copy(bytes.substr(0, used));
  } else {
    head_ = arena_->copy(parsed_head_.append(bytes.substr(0, used)));
    parsed_head_.clear();
  }
  bytes.remove_prefix(used);
  keep_alive_ = parser_->keep_alive();
  if (parser_->is_done()) {
    framing_ = Framing::kNone;
  } else if (parser_->chunked()) {
    framing_ = Framing::kChunked;
    parser_->eager(true);
  } else if (const auto length = parser_->content_length()) {
    framing_ = Framing::kLength;
    if (*length > limits_.body) return fail(Failure::kBodyTooLarge, "the body exceeds the limit");
    body_length_ = static_cast<std::size_t>(*length);
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
  while (bytes.size() >= kLastChunkSize) {
    boost::beast::error_code error;
    const std::size_t used =
        parser_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    bytes.remove_prefix(used);
    if (error && error != http::error::need_more) return fail(error);
    if (parser_->is_done()) return finish(bytes);
    if (error == http::error::need_more || used == 0) break;
  }
  if (bytes.size() > limits_.head) {
    return fail(Failure::kMalformed, "a chunk's size line or the trailers exceed the header limit");
  }
  carry_.assign(bytes);
  return Progress::kMore;
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

ResponseReader::Progress ResponseReader::fail(const boost::beast::error_code& error) {
  if (error == http::error::header_limit) {
    return fail(Failure::kHeaderTooLarge, "the headers exceed the limit");
  }
  if (error == http::error::body_limit) {
    return fail(Failure::kBodyTooLarge, "the body exceeds the limit");
  }
  return fail(Failure::kMalformed, describe(error));
}

}  // namespace traffic
