// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gtest_traffic/codec/content_decoder.h"
#include "gtest_traffic/failure.h"
#include "gtest_traffic/http/arena.h"

namespace traffic::detail {

struct ResponseHead;
struct Transfer;

// Receives a response body after its transfer coding is decoded. Decodes its content codings, and
// stores it in the arena or passes it on.
class ResponseBody {
 public:
  void begin(Arena& arena, std::size_t limit, const Transfer* transfer);

  // Prepares for the body that the head announces.
  Failure expect(const ResponseHead& head, std::string_view text);
  Failure take(std::string_view bytes);
  Failure finish();

  // Returns the maximum size in bytes of the received body and of the decoded body.
  std::uint64_t limit() const { return limit_; }

  std::string_view bytes() const { return {bytes_, size_}; }
  std::uint64_t wire_size() const { return wire_size_; }
  std::string_view undecoded() const { return undecoded_; }
  std::string_view failure_detail() const { return detail_; }

 private:
  Failure expand(std::string_view bytes);
  Failure store(std::string_view bytes);
  Failure fail(Failure failure, std::string_view detail);

  Arena* arena_ = nullptr;
  const Transfer* transfer_ = nullptr;
  std::uint64_t limit_ = 0;
  bool handed_on_ = false;
  std::uint64_t wire_size_ = 0;
  char* bytes_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  std::size_t announced_ = 0;  // the length of the body; 0 if it is unknown
  std::string_view undecoded_;
  std::string_view detail_;
  ContentDecoder decoder_;
};

}  // namespace traffic::detail
