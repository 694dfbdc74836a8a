// SPDX-License-Identifier: Apache-2.0
// Status lines, headers and interim responses.
#include "gtest_traffic/codec/testing/response_faults.h"
#include "gtest_traffic/journey/hostile/behavior.h"

namespace traffic::detail {
namespace {

std::string with_fields(const std::string& fields) {
  return "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 4\r\n\r\nfine";
}

std::string many_fields(int count) {
  std::string fields;
  for (int i = 0; i < count; ++i) fields += "X" + std::to_string(i) + ": y\r\n";
  return fields;
}

Response ask_for_the_head(Http& http, const std::string&) { return http.head("/"); }

}  // namespace

Behaviors hostile_heads() {
  const std::string fine(kFine);
  Behaviors all{
      {"NoStatusLine", says("\r\n\r\n" + fine), fails(Failure::kMalformed, "does not begin")},
      {"Status000", says("HTTP/1.1 000 None\r\n\r\n"), fails(Failure::kMalformed)},
      {"Status999", says("HTTP/1.1 999 ?\r\nContent-Length: 1\r\n\r\nx"), answers(999, "x")},
      {"NoReason", says("HTTP/1.1 200\r\nContent-Length: 4\r\n\r\nfine"), answers(200, "fine")},
      {"EmailServer", says("220 mail.example ESMTP\r\n"),
       fails(Failure::kMalformed, "but with '220 mail.example ESMTP'")},
      {"TlsRecord", says(std::string("\x15\x03\x01\x00\x02\x02\x16", 7)),
       fails(Failure::kMalformed, "answered in TLS")},
      {"OneByte", says("H"), fails(Failure::kClosed, "inside the headers")},
      {"EndlessZeros", says_without_end({}, std::string(1, '\0')), fails(Failure::kMalformed)},
      {"EndlessNewLines", says_without_end({}, "\n"), fails(Failure::kMalformed)},
      {"EndlessHeaders", says_without_end("HTTP/1.1 200 OK\r\n", "X: y\r\n"),
       fails(Failure::kHeaderTooLarge, "limit")},
      {"EndlessHeader", says_without_end("HTTP/1.1 200 OK\r\nX: ", "y"),
       fails(Failure::kHeaderTooLarge, "limit")},
      {"EndlessReason", says_without_end("HTTP/1.1 200 ", "OK"),
       fails(Failure::kHeaderTooLarge, "limit")},
      {"ContinueFlood", says_without_end({}, "HTTP/1.1 100 Continue\r\n\r\n"),
       fails(Failure::kHeaderTooLarge, "limit")},
      {"EarlyHintsFlood",
       says_without_end({}, "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"),
       fails(Failure::kHeaderTooLarge, "limit")},
      {"ContinueOnly", says("HTTP/1.1 100 Continue\r\n\r\n"), fails(Failure::kClosed)},
      {"SwitchedProtocols",
       says("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n\x01\x02"), answers(101)},
      {"FoldedLength", says("HTTP/1.1 200 OK\r\nContent-Length:\r\n 4\r\n\r\nfine"),
       answers(200, "fine")},
      {"FoldedHeader", says(with_fields("X: a\r\n b\r\n")), answers(200, "fine")},
      {"LineFeeds", says("HTTP/1.1 200 OK\nContent-Length: 4\n\nfine"), answers(200, "fine")},
      {"LengthAndChunks",
       says("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n"
            "4\r\nfine\r\n0\r\n\r\n"),
       answers(200, "fine")},
      {"RepeatedLength", says(with_fields("Content-Length: 4\r\n")), answers(200, "fine")},
      {"ThousandHeaders", says(with_fields(many_fields(1000))), answers(200, "fine")},
      {"NonAsciiHeader", says(with_fields("X: \xff\xfe\r\n")), answers(200, "fine")},
      {"BodyAfterHeadRequest", says(fine), answers(200), ask_for_the_head},
      {"BodyOf204", says("HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nfine"), answers(204)},
      {"LengthOf304", says("HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n"), answers(304)},
      {"SecondResponse", says(fine + "HTTP/1.1 500 Smuggled\r\nContent-Length: 0\r\n\r\n"),
       answers(200, "fine")},
      {"Version1_0KeptAlive",
       says("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 4\r\n\r\nfine"),
       answers(200, "fine")},
  };
  for (const ResponseFault& fault : kResponseFaults) {
    all.push_back({fault.name, says(std::string(fault.text)), fails(fault.failure, fault.says)});
  }
  return all;
}

}  // namespace traffic::detail
