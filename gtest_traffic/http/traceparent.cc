// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/traceparent.h"

#include <algorithm>
#include <atomic>
#include <random>
#include <tuple>

#include "gtest_traffic/http/headers.h"

namespace traffic::detail {
namespace {

constexpr std::string_view kName = "traceparent: ";
constexpr std::size_t kTraceBegin = 3;  // within the value
constexpr std::size_t kTraceLength = 32;
constexpr std::size_t kSpanBegin = kTraceBegin + kTraceLength + 1;
constexpr std::size_t kSpanLength = 16;

constexpr char kDigits[] = "0123456789abcdef";

// The two hex digits of each byte.
constexpr std::array<std::array<char, 2>, 256> kPairs = [] {
  std::array<std::array<char, 2>, 256> pairs{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    pairs[byte] = {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return pairs;
}();

std::uint64_t random_of_process() {
  std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32) | device();
}

// Gives each virtual user of the process a different seed.
std::uint64_t next_seed() {
  static const std::uint64_t base = random_of_process();
  static std::atomic<std::uint64_t> count{0};
  return mix_seed(base, count.fetch_add(1, std::memory_order_relaxed));
}

void write_hex(char* out, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8, out += 2) {
    const auto& pair = kPairs[(number >> shift) & 0xff];
    out[0] = pair[0];
    out[1] = pair[1];
  }
}

}  // namespace

TraceIds::TraceIds() : random_(next_seed()) {
  constexpr std::string_view kShape =
      "traceparent: 00-00000000000000000000000000000000-0000000000000000-01\r\n";
  static_assert(kShape.size() == std::tuple_size_v<decltype(line_)>);
  std::copy(kShape.begin(), kShape.end(), line_.begin());
  char* const value = line_.data() + kName.size();
  write_hex(value + kTraceBegin, random_() | 1);  // ids of only zeros are invalid
  write_hex(value + kSpanBegin, random_() | 1);
  start();
}

// Samplers use the last seven bytes of the id (W3C Trace Context, Level 2). This half is new for
// each trace; the other half stays the same for the user.
void TraceIds::start() {
  write_hex(line_.data() + kName.size() + kTraceBegin + kTraceLength / 2, random_());
}

std::string_view TraceIds::next_line() {
  // Increments in place. Most increments change only one digit.
  char* const span = line_.data() + kName.size() + kSpanBegin;
  for (char* digit = span + kSpanLength; digit-- > span;) {
    const bool carry = *digit == 'f';
    *digit = carry ? '0' : *digit == '9' ? 'a' : static_cast<char>(*digit + 1);
    if (!carry) break;
  }
  return {line_.data(), line_.size()};
}

std::string_view trace_id_of(std::string_view request_head) {
  const std::string_view value = find_header(request_head, "traceparent").value_or("");
  if (value.size() < kTraceBegin + kTraceLength) return {};
  return value.substr(kTraceBegin, kTraceLength);
}

}  // namespace traffic::detail
