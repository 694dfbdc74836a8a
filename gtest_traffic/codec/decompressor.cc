// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/decompressor.h"

#include <memory>
#include <vector>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/codec/brotli.h"
#include "gtest_traffic/codec/inflater.h"

namespace traffic::detail {
namespace {

// Maximum number of idle decompressors per thread. The number of busy ones is limited only by the
// number of partially received responses.
constexpr std::size_t kMostIdle = 32;

using Decompressors = std::vector<std::unique_ptr<Decompressor>>;

Decompressors& idle(Coding coding) {
  if (coding == Coding::kBrotli) return per_thread([] { return Decompressors(); });
  return per_thread([] { return Decompressors(); });
}

}  // namespace

Decompressor* borrow_decompressor(Coding coding) {
  auto& ready = idle(coding);
  if (ready.empty()) {
    if (coding == Coding::kBrotli) {
      ready.push_back(std::make_unique<Brotli>());
    } else {
      ready.push_back(std::make_unique<Inflater>());
    }
  }
  Decompressor* const decompressor = ready.back().release();
  ready.pop_back();
  decompressor->begin(coding);
  return decompressor;
}

void give_back(Decompressor* decompressor, Coding coding) {
  std::unique_ptr<Decompressor> owned(decompressor);
  auto& ready = idle(coding);
  if (ready.size() < kMostIdle) ready.push_back(std::move(owned));
}

}  // namespace traffic::detail
