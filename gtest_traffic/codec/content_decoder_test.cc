// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/content_decoder.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "gtest_traffic/codec/testing/encode.h"

namespace traffic::detail {
namespace {

using Codings = ContentDecoder::Codings;
using Step = ContentDecoder::Step;

constexpr std::uint64_t kLimit = 1 << 20;

std::string head_with(std::string_view encoding) {
  return "HTTP/1.1 200 OK\r\nContent-Encoding: " + std::string(encoding) + "\r\n\r\n";
}

struct Decoded {
  Step step = Step::kMore;
  bool complete = false;
  std::string text;
};

// Decodes bytes that arrive in pieces of `cut` bytes.
Decoded decode(std::string_view encoding, std::string_view bytes, std::size_t cut,
               std::uint64_t limit = kLimit) {
  ContentDecoder decoder;
  EXPECT_EQ(decoder.begin(head_with(encoding), limit), Codings::kKnown) << encoding;
  Decoded decoded;
  while (!bytes.empty()) {
    std::string_view piece = bytes.substr(0, cut);
    bytes.remove_prefix(piece.size());
    do {
      std::string_view data;
      decoded.step = decoder.next(piece, data);
      if (decoded.step == Step::kData) decoded.text += data;
    } while (decoded.step == Step::kData);
    if (decoded.step != Step::kMore) return decoded;
    EXPECT_TRUE(piece.empty());
  }
  decoded.complete = decoder.complete();
  return decoded;
}

std::string sample_text() {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
  return text;
}

struct Encoding {
  std::string_view name;
  std::string (*encode)(std::string_view);
};
constexpr Encoding kEncodings[] = {{"gzip", gzip},
                                   {"x-gzip", gzip},
                                   {"deflate", zlib_deflate},
                                   {"deflate", raw_deflate},
                                   {"br", brotli}};

TEST(ContentDecoderTest, DecodesBytesInPiecesOfAnySize) {
  for (const auto& [name, encode] : kEncodings) {
    for (const std::string& text : {std::string(), std::string("x"), sample_text()}) {
      for (const std::size_t cut : {std::size_t{1}, std::size_t{1000}, text.size() + 100}) {
        const Decoded decoded = decode(name, encode(text), cut);
        EXPECT_TRUE(decoded.complete) << name << ' ' << cut;
        EXPECT_EQ(decoded.text, text) << name << ' ' << cut;
      }
    }
  }
}

TEST(ContentDecoderTest, DetectsTruncatedData) {
  for (const auto& [name, encode] : kEncodings) {
    const std::string whole = encode(sample_text());
    for (const std::size_t size : {std::size_t{1}, whole.size() / 2, whole.size() - 1}) {
      const Decoded decoded = decode(name, whole.substr(0, size), 1000);
      EXPECT_EQ(decoded.step, Step::kMore) << name << ' ' << size;
      EXPECT_FALSE(decoded.complete) << name << ' ' << size;
    }
  }
}

TEST(ContentDecoderTest, RejectsCorruptData) {
  for (const auto& [name, encode] : kEncodings) {
    EXPECT_EQ(decode(name, "\xff<html>not encoded at all</html>", 1000).step, Step::kMalformed)
        << name;
    if (encode == gzip) {
      std::string damaged = gzip(sample_text());
      damaged[damaged.size() - 6] ^= 1;  // in the checksum
      EXPECT_EQ(decode(name, damaged, 1000).step, Step::kMalformed);
    }
    EXPECT_EQ(decode(name, encode("text") + "more", 1000).step, Step::kMalformed) << name;
  }
}

TEST(ContentDecoderTest, AcceptsGzipMembersAndPadding) {
  const std::string text = gzip("one ") + gzip("") + gzip("two") + std::string(512, '\0');
  for (const std::size_t cut : {1, 7, 1000}) {
    const Decoded decoded = decode("gzip", text, cut);
    EXPECT_TRUE(decoded.complete);
    EXPECT_EQ(decoded.text, "one two");
  }
  EXPECT_FALSE(decode("gzip", gzip("one") + gzip("two").substr(0, 12), 1000).complete);
}

TEST(ContentDecoderTest, DecodesSeveralCodings) {
  const std::string text = sample_text();
  for (const std::size_t cut : {std::size_t{1}, std::size_t{999}, std::size_t{1} << 20}) {
    EXPECT_EQ(decode("gzip, br", brotli(gzip(text)), cut).text, text);
    EXPECT_EQ(decode(" br ,, GZIP , identity", gzip(brotli(text)), cut).text, text);
    EXPECT_EQ(
        decode("gzip\r\nX: y\r\nContent-Encoding: deflate", zlib_deflate(gzip(text)), cut).text,
        text);
  }
}

TEST(ContentDecoderTest, StopsAtSizeLimit) {
  const std::string zeros(3 << 20, '\0');
  for (const auto& [name, encode] : kEncodings) {
    const Decoded decoded = decode(name, encode(zeros), 1 << 20);
    EXPECT_EQ(decoded.step, Step::kTooLarge) << name;
    EXPECT_LE(decoded.text.size(), kLimit) << name;
    EXPECT_EQ(decode(name, encode(zeros), 1 << 20, zeros.size()).text, zeros);
  }
}

// The inner decoder skips the padding after gzip data. The limit therefore applies to the output of
// the outer coding, not only to the final text.
TEST(ContentDecoderTest, LimitsIntermediateData) {
  const std::string bomb = brotli(gzip("x") + std::string(3 << 20, '\0'));
  const Decoded decoded = decode("gzip, br", bomb, 1 << 20);
  EXPECT_EQ(decoded.step, Step::kTooLarge);
  EXPECT_EQ(decoded.text, "x");
}

TEST(ContentDecoderTest, ReportsUnknownCodings) {
  ContentDecoder decoder;
  for (const std::string_view unknown :
       {"zstd", "gzip, zstd", "gzip;q=1", "br, br, br, br, br", "compress"}) {
    EXPECT_EQ(decoder.begin(head_with(unknown), kLimit), Codings::kUnknown) << unknown;
    EXPECT_FALSE(decoder.active());
  }
  for (const std::string_view none : {"", "identity", " , "}) {
    EXPECT_EQ(decoder.begin(head_with(none), kLimit), Codings::kNone) << none;
    EXPECT_FALSE(decoder.active());
  }
}

TEST(ContentDecoderTest, KeepsStateSeparatePerDecoder) {
  const std::string text = sample_text();
  const std::string bytes = brotli(gzip(text));
  std::vector<ContentDecoder> decoders(50);
  std::vector<std::string> texts(decoders.size());
  for (ContentDecoder& decoder : decoders) decoder.begin(head_with("gzip, br"), kLimit);
  for (std::size_t at = 0; at < bytes.size(); at += 100) {
    for (std::size_t i = 0; i < decoders.size(); ++i) {
      std::string_view piece = std::string_view(bytes).substr(at, 100);
      std::string_view data;
      while (decoders[i].next(piece, data) == Step::kData) texts[i] += data;
    }
  }
  EXPECT_TRUE(
      std::all_of(texts.begin(), texts.end(), [&](const auto& one) { return one == text; }));
}

}  // namespace
}  // namespace traffic::detail
