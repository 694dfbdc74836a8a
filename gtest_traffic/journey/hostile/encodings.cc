// SPDX-License-Identifier: Apache-2.0
// Bodies that contradict their Content-Encoding, or that expand excessively.
#include <brotli/encode.h>
#include <zlib.h>

#include "gtest_traffic/codec/testing/encode.h"
#include "gtest_traffic/journey/hostile/behavior.h"

namespace traffic::detail {
namespace {

std::string encoded(const std::string& coding, const std::string& bytes) {
  return "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding +
         "\r\nContent-Length: " + std::to_string(bytes.size()) + "\r\n\r\n" + bytes;
}

std::string without_length(const std::string& coding) {
  return "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\n\r\n";
}

std::string cut(const std::string& bytes, std::size_t end) {
  return bytes.substr(0, bytes.size() - end);
}

std::string with_a_wrong_byte(std::string bytes, std::size_t from_end) {
  bytes[bytes.size() - from_end] ^= 0x55;
  return bytes;
}

constexpr std::size_t kMegabyte = 1U << 20;

// Returns a raw deflate block that expands to a megabyte of zeros. Copies of it can be
// concatenated.
std::string deflate_block_of_zeros() {
  const std::string zeros(kMegabyte, '\0');
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, zeros.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zeros.data()));
  stream.avail_in = static_cast<uInt>(zeros.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FULL_FLUSH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string gzip_bomb(int megabytes) {
  const std::string block = deflate_block_of_zeros();
  std::string bomb("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff", 10);
  for (int i = 0; i < megabytes; ++i) bomb += block;
  return bomb;
}

std::string brotli_bomb(int megabytes) {
  const std::string zeros(kMegabyte, '\0');
  std::string out(kMegabyte, '\0');
  BrotliEncoderState* const encoder = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
  BrotliEncoderSetParameter(encoder, BROTLI_PARAM_QUALITY, 1);
  std::size_t room = out.size();
  auto* to = reinterpret_cast<std::uint8_t*>(out.data());
  for (int i = 0; i < megabytes; ++i) {
    std::size_t left = zeros.size();
    const auto* from = reinterpret_cast<const std::uint8_t*>(zeros.data());
    while (left > 0) {
      BrotliEncoderCompressStream(encoder, BROTLI_OPERATION_PROCESS, &left, &from, &room, &to,
                                  nullptr);
    }
  }
  BrotliEncoderDestroyInstance(encoder);
  out.resize(out.size() - room);
  return out;
}

// The output of a decompression bomb is stored up to the limit of 64 MiB, and copied while it is
// small.
Behavior bomb(const char* name, Treatment serve) {
  Behavior behavior{name, std::move(serve), fails(Failure::kBodyTooLarge, "expands beyond")};
  behavior.memory = 96U << 20;
  return behavior;
}

// The bytes are created only when they are needed, because this takes time and there are many
// tests.
Treatment says_encoded(const char* coding, std::string (*make)()) {
  return [coding, make](RawConnection& connection) { says(encoded(coding, make()))(connection); };
}

}  // namespace

Behaviors hostile_encodings() {
  const std::string text(1000, 't');
  const Outcome bad = fails(Failure::kBadEncoding, "does not match its Content-Encoding");
  const Outcome cut_off = fails(Failure::kBadEncoding, "truncated");
  return {
      {"InvalidGzip", says(encoded("gzip", "{\"n\":1}")), bad},
      {"InvalidDeflate", says(encoded("deflate", "\xff\xff\xff\xff")), bad},
      {"InvalidBrotli", says(encoded("br", "\xff\xff\xff\xff")), bad},
      {"EmptyGzip", says(encoded("gzip", "")), answers(200)},
      {"TruncatedGzip", says(encoded("gzip", cut(gzip(text), 9))), cut_off},
      {"GzipWithoutChecksum", says(encoded("gzip", cut(gzip(text), 1))), cut_off},
      {"TruncatedDeflate", says(encoded("deflate", cut(zlib_deflate(text), 5))), cut_off},
      {"TruncatedBrotli", says(encoded("br", cut(brotli(text), 1))), cut_off},
      {"GzipWithWrongChecksum", says(encoded("gzip", with_a_wrong_byte(gzip(text), 6))), bad},
      {"GzipWithWrongSize", says(encoded("gzip", with_a_wrong_byte(gzip(text), 2))), bad},
      {"DeflateWithWrongChecksum",
       says(encoded("deflate", with_a_wrong_byte(zlib_deflate(text), 1))), bad},
      {"DeflateWithoutHeader", says(encoded("deflate", raw_deflate(text))), answers(200, text)},
      {"BytesAfterGzip", says(encoded("gzip", gzip(text) + "more")), bad},
      {"ConcatenatedGzip", says(encoded("gzip", gzip("fi") + gzip("ne"))), answers(200, "fine")},
      {"DoubleGzip", says(encoded("gzip, gzip", gzip(gzip("fine")))), answers(200, "fine")},
      {"SingleGzipDeclaredAsDouble", says(encoded("gzip, gzip", gzip(text))), bad},
      {"UnknownCoding", says(encoded("zstd", "(\xb5/\xfd")), answers(200, "(\xb5/\xfd")},
      {"TooManyCodings", says(encoded("gzip, gzip, gzip, gzip, gzip", "fine")),
       answers(200, "fine")},
      {"CommasOnlyInCodings", says(encoded(std::string(10'000, ','), "fine")),
       answers(200, "fine")},
      bomb("GzipBomb", says_encoded("gzip", [] { return gzip_bomb(200); })),
      bomb("BrotliBomb", says_encoded("br", [] { return brotli_bomb(100); })),
      bomb("NestedGzipBomb", says_encoded("gzip, gzip", [] { return gzip(gzip_bomb(200)); })),
      bomb("EndlessGzip",
           [](RawConnection& connection) {
             says_without_end(without_length("gzip") + gzip_bomb(1),
                              deflate_block_of_zeros())(connection);
           }),
      {"EndlessGzipName",
       says_without_end(
           without_length("gzip") + std::string("\x1f\x8b\x08\x08\0\0\0\0\x02\xff", 10), "n"),
       fails(Failure::kBodyTooLarge, "limit")},
      {"EndlessEmptyGzips", says_without_end(without_length("gzip"), gzip("")),
       fails(Failure::kBodyTooLarge, "limit")},
  };
}

}  // namespace traffic::detail
