// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/content_decoder.h"

#include <algorithm>
#include <optional>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/headers.h"

namespace traffic::detail {
namespace {

std::optional<Coding> coding_of(std::string_view name) {
  // RFC 9110 §8.4.1.3: x-gzip is gzip.
  if (equals_ignoring_case(name, "gzip") || equals_ignoring_case(name, "x-gzip")) {
    return Coding::kGzip;
  }
  if (equals_ignoring_case(name, "deflate")) return Coding::kDeflate;
  if (equals_ignoring_case(name, "br")) return Coding::kBrotli;
  return std::nullopt;
}

}  // namespace

ContentDecoder::Codings ContentDecoder::begin(std::string_view head, std::uint64_t limit) {
  end();
  limit_ = limit;
  HeaderReader reader(head);
  while (const auto field = reader.next()) {
    if (!equals_ignoring_case(field->name, "Content-Encoding")) continue;
    if (read(field->value) == Codings::kUnknown) {
      count_ = 0;
      return Codings::kUnknown;
    }
  }
  if (count_ == 0) return Codings::kNone;
  std::reverse(layers_.begin(), layers_.begin() + static_cast<std::ptrdiff_t>(count_));
  for (std::size_t i = 0; i < count_; ++i) {
    layers_[i].decompressor = borrow_decompressor(layers_[i].coding);
  }
  return Codings::kKnown;
}

ContentDecoder::Codings ContentDecoder::read(std::string_view value) {
  while (!value.empty()) {
    const std::string_view name = trim(take_until(value, ','));
    if (name.empty() || equals_ignoring_case(name, "identity")) continue;
    const auto coding = coding_of(name);
    if (!coding || count_ == kMostCodings) return Codings::kUnknown;
    layers_[count_++] = {nullptr, {}, 0, *coding};
  }
  return Codings::kKnown;
}

ContentDecoder::Step ContentDecoder::next(std::string_view& bytes, std::string_view& data) {
  // Start with the innermost layer: the outer layers wait until it has consumed everything.
  std::size_t i = count_ - 1;
  for (;;) {
    Layer& layer = layers_[i];
    std::string_view out;
    switch (layer.decompressor->next(i == 0 ? bytes : layer.input, out)) {
      case Decompressor::Step::kMalformed:
        return Step::kMalformed;
      case Decompressor::Step::kMore:
        if (i == 0) return Step::kMore;
        --i;
        break;
      case Decompressor::Step::kData:
        layer.expanded += out.size();
        if (layer.expanded > limit_) return Step::kTooLarge;
        if (i + 1 == count_) {
          data = out;
          return Step::kData;
        }
        layers_[++i].input = out;
        break;
    }
  }
}

bool ContentDecoder::complete() const {
  return std::all_of(layers_.begin(), layers_.begin() + static_cast<std::ptrdiff_t>(count_),
                     [](const Layer& layer) { return layer.decompressor->complete(); });
}

void ContentDecoder::end() {
  for (std::size_t i = 0; i < count_; ++i) {
    give_back(layers_[i].decompressor, layers_[i].coding);
  }
  count_ = 0;
}

}  // namespace traffic::detail
