// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/server/request_reader.h"

#include <boost/beast/http/error.hpp>

#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace http = boost::beast::http;

namespace {
constexpr std::uint32_t kMaxHead = 64 * 1024;
constexpr std::uint64_t kMaxBody = 16 * 1024 * 1024;

// A chunked body cannot end with fewer bytes than its last chunk. Beast's parser asserts that its
// input is at least this long.
constexpr std::size_t kLastChunkSize = std::string_view("0\r\n\r\n").size();
}  // namespace

void RequestReader::Parser::on_field_impl(boost::beast::http::field name, string_view,
                                          string_view value, error_code&) {
  if (name == http::field::host) ++reader_->hosts_;
  if (name == http::field::transfer_encoding) reader_->coded_ = true;
  if (name == http::field::expect &&
      equals_ignoring_case({value.data(), value.size()}, "100-continue")) {
    reader_->expects_continue_ = true;
  }
}

RequestReader::Progress RequestReader::begin() {
  parser_.emplace(*this);
  parser_->header_limit(kMaxHead);
  parser_->body_limit(kMaxBody);
  head_.clear();
  body_.clear();
  head_done_ = expects_continue_ = coded_ = false;
  hosts_ = 0;
  return pending_.empty() ? Progress::kMore : read();
}

RequestReader::Progress RequestReader::feed(std::string_view bytes) {
  pending_.append(bytes);
  return read();
}

RequestReader::Progress RequestReader::read() {
  // Some clients send an extra line break after a body (RFC 9112 §2.2).
  while (head_.empty() && pending_.starts_with("\r\n")) pending_.erase(0, 2);
  std::string_view bytes = pending_;
  boost::beast::error_code error;
  while (!bytes.empty() && !parser_->is_done()) {
    if (head_done_ && parser_->chunked() && bytes.size() < kLastChunkSize) break;
    const std::size_t used =
        parser_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    // Collect a head that arrives in pieces.
    if (!head_done_) head_.append(bytes.substr(0, used));
    if (!head_done_ && parser_->is_header_done()) {
      head_done_ = true;
      keep_alive_ = parser_->keep_alive();
      const bool is_1_0 = version_ == 10;
      if (is_1_0) expects_continue_ = false;  // RFC 9110 §10.1.1
      expects_keep_alive_ = is_1_0 && keep_alive_;
      // If the last coding is not chunked, the end of the body is unknown (RFC 9112 §6.3).
      const bool endless = coded_ && !parser_->chunked();
      if (endless || (!is_1_0 && hosts_ != 1)) {
        error_status_ = 400;
        return Progress::kFailed;
      }
      parser_->eager(true);
    }
    bytes.remove_prefix(used);
    if (error || used == 0) break;
  }
  pending_.erase(0, pending_.size() - bytes.size());
  if (head_.size() > kMaxHead || (!head_done_ && head_.size() + pending_.size() > kMaxHead)) {
    error_status_ = 431;
    return Progress::kFailed;
  }
  if (error && error != http::error::need_more) {
    error_status_ = error == http::error::header_limit ? 431
                    : error == http::error::body_limit ? 413
                                                       : 400;
    return Progress::kFailed;
  }
  if (parser_->is_done()) return Progress::kDone;
  if (head_done_ && expects_continue_) {
    expects_continue_ = false;
    return Progress::kContinue;
  }
  return Progress::kMore;
}

}  // namespace traffic::detail
