// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string_view>

#include "gtest_traffic/failure.h"

namespace traffic::detail {

// A malformed response that every client must reject.
struct ResponseFault {
  const char* name;
  std::string_view text;
  Failure failure;
  const char* says;
};

inline void PrintTo(const ResponseFault& fault, std::ostream* out) { *out << fault.name; }

inline constexpr ResponseFault kResponseFaults[] = {
    {"NotHttp", "SSH-2.0-OpenSSH_9.2p1\r\n\r\n", Failure::kMalformed,
     "does not begin with HTTP/, but with 'SSH-2.0-OpenSSH_9.2p1'"},
    {"Version2", "HTTP/2.0 200 OK\r\n\r\n", Failure::kMalformed, "HTTP/1.0 or HTTP/1.1"},
    {"StatusOfLetters", "HTTP/1.1 abc OK\r\n\r\n", Failure::kMalformed, "three digits"},
    {"StatusOfTwoDigits", "HTTP/1.1 20 OK\r\n\r\n", Failure::kMalformed, "three digits"},
    {"ReasonWithControl", std::string_view("HTTP/1.1 200 O\0K\r\n\r\n", 20), Failure::kMalformed,
     "reason"},
    {"NoColon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", Failure::kMalformed,
     "a header has no colon (line 2 of the head)"},
    {"NulInName", std::string_view("HTTP/1.1 200 OK\r\nX\0Y: z\r\n\r\n", 27), Failure::kMalformed,
     "header name"},
    {"NulInValue", std::string_view("HTTP/1.1 200 OK\r\nX: a\0z\r\n\r\n", 27), Failure::kMalformed,
     "header value"},
    {"NulInFoldedValue", std::string_view("HTTP/1.1 200 OK\r\nX: a\r\n b\0\r\n\r\n", 30),
     Failure::kMalformed, "header value"},
    {"LengthOfLetters", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", Failure::kMalformed,
     "Content-Length"},
    {"NegativeLength", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", Failure::kMalformed,
     "Content-Length"},
    {"LengthBeyond64Bits", "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551616\r\n\r\n",
     Failure::kMalformed, "Content-Length"},
    {"TwoLengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
     Failure::kMalformed, "disagree"},
    {"ListOfLengths", "HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\n", Failure::kMalformed,
     "disagree"},
    {"LengthAndEmptyElement", "HTTP/1.1 200 OK\r\nContent-Length: 2,\r\n\r\n", Failure::kMalformed,
     "Content-Length"},
    {"LengthOverTwoLines", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n 2\r\n\r\n",
     Failure::kMalformed, "Content-Length"},
    {"CodingAfterChunks",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n",
     Failure::kMalformed, "Transfer-Encoding"},
    {"ChunkSizeOfLetters", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n....",
     Failure::kMalformed, "chunk"},
    {"ChunkSizeBeyond64Bits",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1FFFFFFFFFFFFFFFF\r\n....",
     Failure::kMalformed, "chunk"},
    {"HugeChunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n....",
     Failure::kBodyTooLarge, "limit"},
    {"ChunkLongerThanItsSize",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n0\r\n\r\n",
     Failure::kMalformed, "chunk"},
    {"HugeLength", "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\n",
     Failure::kBodyTooLarge, "limit"},
};

}  // namespace traffic::detail
