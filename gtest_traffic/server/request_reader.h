// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace traffic::detail {

// Parses consecutive HTTP/1.1 requests (RFC 9112) incrementally, for the embedded server. Does no
// I/O.
class RequestReader {
 public:
  enum class Progress : std::uint8_t { kMore, kContinue, kDone, kFailed };

  // Starts the next request with the remaining bytes of the previous one.
  Progress begin();
  Progress feed(std::string_view bytes);

  std::string_view method() const { return method_; }
  std::string_view target() const { return target_; }
  std::string_view head() const { return head_; }
  std::string_view body() const { return body_; }
  bool keep_alive() const { return keep_alive_; }
  // The client expects `keep-alive` in the response.
  bool expects_keep_alive() const { return expects_keep_alive_; }
  int error_status() const { return error_status_; }  // response status after kFailed

 private:
  class Parser final : public boost::beast::http::basic_parser<true> {
   public:
    explicit Parser(RequestReader& reader) : reader_(&reader) {}

   private:
    using error_code = boost::beast::error_code;
    using string_view = boost::beast::string_view;
    void on_request_impl(boost::beast::http::verb, string_view method, string_view target,
                         int version, error_code&) override {
      reader_->version_ = version;
      reader_->method_.assign(method.data(), method.size());
      reader_->target_.assign(target.data(), target.size());
    }
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_field_impl(boost::beast::http::field name, string_view, string_view value,
                       error_code&) override;
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(string_view bytes, error_code&) override {
      reader_->body_.append(bytes.data(), bytes.size());
      return bytes.size();
    }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
      reader_->body_.append(bytes.data(), bytes.size());
      return bytes.size();
    }
    void on_finish_impl(error_code&) override {}

    RequestReader* reader_;
  };

  Progress read();

  std::optional<Parser> parser_;
  std::string pending_;
  std::string method_;
  std::string target_;
  std::string head_;
  std::string body_;
  bool head_done_ = false;
  bool expects_continue_ = false;
  bool keep_alive_ = true;
  bool expects_keep_alive_ = false;
  bool coded_ = false;  // has Transfer-Encoding
  int hosts_ = 0;
  int version_ = 11;
  int error_status_ = 400;
};

}  // namespace traffic::detail
