// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/traceparent.h"

#include <atomic>
#include <random>

#include "gtest_traffic/http/headers.h"

namespace traffic {
namespace {

constexpr std::size_t kTraceBegin = 3;
constexpr std::size_t kTraceLength = 32;

std::uint64_t random_of_process() {
  std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32) | device();
}

// Tells virtual users of one process apart.
std::uint64_t next_seed() {
  static const std::uint64_t base = random_of_process();
  static std::atomic<std::uint64_t> count{0};
  return mix_seed(base, count.fetch_add(1, std::memory_order_relaxed));
}

char* append_hex(char* out, std::uint64_t number) {
  constexpr char kDigits[] = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) *out++ = kDigits[(number >> shift) & 15];
  return out;
}

}  // namespace

TraceIds::TraceIds() : random_(next_seed()) { start(); }

void TraceIds::start() {
  high_ = random_();
  low_ = random_() | 1;  // an id of zeros alone is invalid
}

std::array<char, 55> TraceIds::next() {
  std::array<char, 55> value;
  char* out = value.data();
  *out++ = '0';
  *out++ = '0';
  *out++ = '-';
  out = append_hex(append_hex(out, high_), low_);
  *out++ = '-';
  out = append_hex(out, random_() | 1);
  *out++ = '-';
  *out++ = '0';
  *out = '1';
  return value;
}

std::string_view trace_id_of(std::string_view request_head) {
  const std::string_view value = find_header(request_head, "traceparent").value_or("");
  if (value.size() < kTraceBegin + kTraceLength) return {};
  return value.substr(kTraceBegin, kTraceLength);
}

}  // namespace traffic
