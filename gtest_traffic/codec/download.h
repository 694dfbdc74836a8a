// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/body_sink.h"
#include "gtest_traffic/failure.h"

struct evp_md_ctx_st;

namespace traffic::detail {

// Writes the body of one response to its sink. A file has a temporary name until it is complete.
class Download {
 public:
  explicit Download(const BodySink& sink) : sink_(&sink) {}
  ~Download();
  Download(const Download&) = delete;
  Download& operator=(const Download&) = delete;

  // Starts with an empty body, also after a failed attempt.
  Failure begin();
  Failure take(std::string_view bytes);
  Failure finish();

  std::uint64_t limit() const { return sink_->options.limit; }
  std::uint64_t size() const { return size_; }
  std::string_view sha256() const { return sha256_; }  // in hex, after the body is complete

  // Returns whether the sink has received bytes that cannot be taken back.
  bool given_away() const { return size_ > 0 && sink_->kind == BodySink::Kind::kFunction; }

  // Returns the reason why the last call failed.
  const std::string& detail() const { return detail_; }

 private:
  Failure fail_to_write(int error);
  void abandon();

  const BodySink* sink_;
  std::string partial_;  // temporary name of the file during the download
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  evp_md_ctx_st* digest_ = nullptr;
  std::string sha256_;
  std::string detail_;
};

}  // namespace traffic::detail
