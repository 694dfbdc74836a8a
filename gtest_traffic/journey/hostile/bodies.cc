// SPDX-License-Identifier: Apache-2.0
// Wrong lengths, malformed chunks, and endless bodies.
#include "gtest_traffic/journey/hostile/behaviour.h"

namespace traffic {
namespace {

const std::string kHead = "HTTP/1.1 200 OK\r\n";
const std::string kChunked = kHead + "Transfer-Encoding: chunked\r\n\r\n";
const std::string kUntilClose = kHead + "\r\n";

std::string of_length(std::uint64_t length, const std::string& body) {
  return kHead + "Content-Length: " + std::to_string(length) + "\r\n\r\n" + body;
}

// The limit is 64 MiB; a growing body is copied while it is small.
constexpr std::size_t kLimitAndCopies = 96U << 20;

Ask get_with(const RequestOptions& options) {
  return [options](Http& http, const std::string&) { return http.get("/", options); };
}

}  // namespace

Behaviours hostile_bodies() {
  const std::string chunk = "4000\r\n" + std::string(0x4000, 'c') + "\r\n";
  return {
      {"MoreThanItsLength", says(of_length(4, "fine and more")), answers(200, "fine")},
      {"LessThanItsLength", says(of_length(5, "fine")), fails(Failure::kClosed, "inside the body")},
      {"NothingOfItsLength", says(of_length(1, "")), fails(Failure::kClosed, "inside the body")},
      {"AnnouncesMuchAndEnds", says(of_length(67'000'000, "x")),
       fails(Failure::kClosed, "inside the body")},
      {"AnnouncesMoreThanTheLimit", says(of_length(67'108'865, "x")),
       fails(Failure::kBodyTooLarge, "limit")},
      {"ALengthOfZeroAndABody", says(of_length(0, "surprise")), answers(200)},
      {"BodyWithoutEnd", says_without_end(kUntilClose, "x"), fails(Failure::kBodyTooLarge, "limit"),
       get_with({}), Scheme::kHttp, std::chrono::seconds(10), std::chrono::seconds(30),
       kLimitAndCopies},
      {"ChunksWithoutEnd", says_without_end(kChunked, chunk),
       fails(Failure::kBodyTooLarge, "limit"), get_with({}), Scheme::kHttp,
       std::chrono::seconds(10), std::chrono::seconds(30), kLimitAndCopies},
      {"BodyWithoutEndThatIsDiscarded", says_without_end(kUntilClose, "x"),
       fails(Failure::kReadTimeout), get_with({.into = discard_body()}), Scheme::kHttp,
       std::chrono::seconds(10), std::chrono::milliseconds(150)},
      {"TinyChunksWithoutEnd", says_without_end(kChunked, "1\r\nx\r\n"),
       fails(Failure::kReadTimeout), get_with({.into = discard_body()}), Scheme::kHttp,
       std::chrono::seconds(10), std::chrono::milliseconds(150)},
      {"ChunkExtensionWithoutEnd", says_without_end(kChunked + "5;", "a"),
       fails(Failure::kMalformed, "size line")},
      {"ChunkSizeWithoutEnd", says_without_end(kChunked, "0"), fails(Failure::kMalformed)},
      {"TrailersWithoutEnd", says_without_end(kChunked + "0\r\n", "X: y\r\n"),
       fails(Failure::kMalformed, "trailers")},
      {"TrailerWithoutEnd", says_without_end(kChunked + "0\r\nX: ", "y"),
       fails(Failure::kMalformed, "trailers")},
      {"ChunkExtensions", says(kChunked + "4;a=b;c=\"d\"\r\nfine\r\n0;e\r\nX: y\r\n\r\n"),
       answers(200, "fine")},
      {"EmptyChunkSize", says(kChunked + "\r\nfine\r\n0\r\n\r\n"), fails(Failure::kMalformed)},
      {"NegativeChunkSize", says(kChunked + "-4\r\nfine\r\n0\r\n\r\n"), fails(Failure::kMalformed)},
      {"ChunkSizeAsInC", says(kChunked + "0x4\r\nfine\r\n0\r\n\r\n"), fails(Failure::kMalformed)},
      {"BareLineFeedsAroundAChunk", says(kChunked + "4\nfine\n0\n\n"), fails(Failure::kMalformed)},
      {"ChunkCutOff", says(kChunked + "8\r\nfine"), fails(Failure::kClosed, "inside the body")},
      {"NoLastChunk", says(kChunked + "4\r\nfine\r\n"), fails(Failure::kClosed, "inside the body")},
      {"LastChunkCutOff", says(kChunked + "4\r\nfine\r\n0\r\n"),
       fails(Failure::kClosed, "inside the body")},
      {"ChunkedInAnUnknownCoding",
       says(kHead + "Transfer-Encoding: gzip, chunked\r\n\r\n4\r\nfine\r\n0\r\n\r\n"),
       answers(200, "fine")},
      {"ChunkedIsNotLast", says(kHead + "Transfer-Encoding: chunked, gzip\r\n\r\nfine"),
       answers(200, "fine")},
      {"ChunkedTwice",
       says(kHead + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n"
                    "0\r\n\r\n"),
       fails(Failure::kMalformed, "after chunked")},
      {"SmuggledAfterChunks",
       says(kChunked + "4\r\nfine\r\n0\r\n\r\nHTTP/1.1 500 Smuggled\r\n\r\n"),
       answers(200, "fine")},
      {"NotThePartAskedFor", says(of_length(4, "fine")), answers(200, "fine"),
       get_with({.range = byte_range(100, 200)})},
  };
}

}  // namespace traffic
