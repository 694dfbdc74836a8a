// SPDX-License-Identifier: Apache-2.0
// Wrong lengths, malformed chunks, and endless bodies.
#include "gtest_traffic/journey/hostile/behavior.h"

namespace traffic::detail {
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

Behaviors hostile_bodies() {
  const std::string chunk = "4000\r\n" + std::string(0x4000, 'c') + "\r\n";
  return {
      {"BodyLongerThanLength", says(of_length(4, "fine and more")), answers(200, "fine")},
      {"BodyShorterThanLength", says(of_length(5, "fine")),
       fails(Failure::kClosed, "inside the body")},
      {"MissingBody", says(of_length(1, "")), fails(Failure::kClosed, "inside the body")},
      {"LargeLengthThenClose", says(of_length(67'000'000, "x")),
       fails(Failure::kClosed, "inside the body")},
      {"LengthBeyondLimit", says(of_length(67'108'865, "x")),
       fails(Failure::kBodyTooLarge, "limit")},
      {"BodyAfterZeroLength", says(of_length(0, "surprise")), answers(200)},
      {"EndlessBody", says_without_end(kUntilClose, "x"), fails(Failure::kBodyTooLarge, "limit"),
       get_with({}), Scheme::kHttp, std::chrono::seconds(10), std::chrono::seconds(30),
       kLimitAndCopies},
      {"EndlessChunks", says_without_end(kChunked, chunk), fails(Failure::kBodyTooLarge, "limit"),
       get_with({}), Scheme::kHttp, std::chrono::seconds(10), std::chrono::seconds(30),
       kLimitAndCopies},
      {"EndlessDiscardedBody", says_without_end(kUntilClose, "x"), fails(Failure::kReadTimeout),
       get_with({.into = discard_body()}), Scheme::kHttp, std::chrono::seconds(10),
       std::chrono::milliseconds(150)},
      {"EndlessTinyChunks", says_without_end(kChunked, "1\r\nx\r\n"), fails(Failure::kReadTimeout),
       get_with({.into = discard_body()}), Scheme::kHttp, std::chrono::seconds(10),
       std::chrono::milliseconds(150)},
      {"EndlessChunkExtension", says_without_end(kChunked + "5;", "a"),
       fails(Failure::kMalformed, "size line")},
      {"EndlessChunkSize", says_without_end(kChunked, "0"), fails(Failure::kMalformed)},
      {"EndlessTrailers", says_without_end(kChunked + "0\r\n", "X: y\r\n"),
       fails(Failure::kMalformed, "trailers")},
      {"EndlessTrailer", says_without_end(kChunked + "0\r\nX: ", "y"),
       fails(Failure::kMalformed, "trailers")},
      {"ChunkExtensions", says(kChunked + "4;a=b;c=\"d\"\r\nfine\r\n0;e\r\nX: y\r\n\r\n"),
       answers(200, "fine")},
      {"EmptyChunkSize", says(kChunked + "\r\nfine\r\n0\r\n\r\n"), fails(Failure::kMalformed)},
      {"NegativeChunkSize", says(kChunked + "-4\r\nfine\r\n0\r\n\r\n"), fails(Failure::kMalformed)},
      {"HexPrefixInChunkSize", says(kChunked + "0x4\r\nfine\r\n0\r\n\r\n"),
       fails(Failure::kMalformed)},
      {"BareLineFeedsAroundChunk", says(kChunked + "4\nfine\n0\n\n"), answers(200, "fine")},
      {"TruncatedChunk", says(kChunked + "8\r\nfine"), fails(Failure::kClosed, "inside the body")},
      {"MissingLastChunk", says(kChunked + "4\r\nfine\r\n"),
       fails(Failure::kClosed, "inside the body")},
      {"TruncatedLastChunk", says(kChunked + "4\r\nfine\r\n0\r\n"),
       fails(Failure::kClosed, "inside the body")},
      {"ChunkedInUnknownCoding",
       says(kHead + "Transfer-Encoding: gzip, chunked\r\n\r\n4\r\nfine\r\n0\r\n\r\n"),
       answers(200, "fine")},
      {"ChunkedIsNotLast", says(kHead + "Transfer-Encoding: chunked, gzip\r\n\r\nfine"),
       answers(200, "fine")},
      {"ChunkedTwice",
       says(kHead + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n"
                    "0\r\n\r\n"),
       answers(200, "fine")},
      {"SmuggledResponseAfterChunks",
       says(kChunked + "4\r\nfine\r\n0\r\n\r\nHTTP/1.1 500 Smuggled\r\n\r\n"),
       answers(200, "fine")},
      {"WrongRange", says(of_length(4, "fine")), answers(200, "fine"),
       get_with({.range = byte_range(100, 200)})},
  };
}

}  // namespace traffic::detail
