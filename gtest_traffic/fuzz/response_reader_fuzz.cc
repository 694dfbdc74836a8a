// SPDX-License-Identifier: Apache-2.0
// An input is a byte of options and a response. The result must be within the limits, and must not
// depend on the size of the pieces in which the response arrives.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gtest_traffic/codec/download.h"
#include "gtest_traffic/codec/response_reader.h"
#include "gtest_traffic/codec/transfer.h"

namespace {

using traffic::detail::ResponseReader;

constexpr std::size_t kLimit = 256 * 1024;

enum How : std::uint8_t { kHead = 1, kUndecoded = 2, kHandedOn = 4 };

struct Outcome {
  bool done = false;
  int status = 0;
  std::string head;
  std::string body;
  bool operator==(const Outcome&) const = default;
};

[[noreturn]] void fail(const char* why, std::string_view what) {
  std::fprintf(stderr, "%s: %.*s\n", why, static_cast<int>(what.size()), what.data());
  std::abort();
}

Outcome read(std::string_view text, std::uint8_t how, std::size_t cut) {
  std::string handed_on;
  const traffic::BodySink sink =
      traffic::hand_to([&](std::string_view piece) { handed_on += piece; }, {.limit = kLimit});
  traffic::detail::Download download(sink);
  traffic::detail::Transfer transfer;
  if ((how & kUndecoded) != 0) transfer.decoding = traffic::Decoding::kOff;
  if ((how & kHandedOn) != 0) transfer.download = &download;
  const auto method = (how & kHead) != 0 ? traffic::Method::kHead : traffic::Method::kGet;

  traffic::detail::Arena arena;
  ResponseReader reader;
  reader.begin(method, arena, {.body = kLimit}, &transfer);
  auto progress = ResponseReader::Progress::kMore;
  while (progress == ResponseReader::Progress::kMore && !text.empty()) {
    // A copy, so that ASan detects reads beyond its end.
    const std::string piece(text.substr(0, cut));
    text.remove_prefix(piece.size());
    progress = reader.feed(piece);
  }
  if (progress == ResponseReader::Progress::kMore) progress = reader.end_of_stream();
  if (std::max(reader.body().size(), handed_on.size()) > kLimit) fail("beyond the limit", text);
  if (progress == ResponseReader::Progress::kFailed) {
    if (reader.failure() == traffic::Failure::kNone) fail("failed without a failure", text);
    if (reader.failure_detail().empty()) fail("failed without a message", text);
    return {};
  }
  return {
      true, reader.status(), std::string(reader.head()),
      (how & kHandedOn) != 0 ? handed_on + std::string(reader.body()) : std::string(reader.body())};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::uint8_t how = data[0];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Outcome whole = read(text, how, size);
  const std::size_t cut = 1 + (how >> 4) % 7;
  if (read(text, how, cut) != whole) fail("the result depends on the cuts in the response", text);
  return 0;
}
