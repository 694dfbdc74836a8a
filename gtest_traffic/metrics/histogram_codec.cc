// SPDX-License-Identifier: Apache-2.0
// The text form of a histogram: `v1;min;max;sum;step:count,step:count`. `step` is the distance from
// the previous bucket. The text can come from other machines, so the decoder validates all of it.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/histogram.h"

namespace traffic {
using namespace detail;
namespace {

Error malformed(std::string_view why) { return Error{fmt::format("malformed histogram: {}", why)}; }

}  // namespace

std::string Histogram::encode() const {
  std::string text = fmt::format("v1;{};{};{};", min().count(), max().count(), sum_);
  std::uint64_t before = 0;
  for_each_bucket([&](Duration lowest, Duration, std::uint64_t count) {
    const std::uint64_t bucket = bucket_of(static_cast<std::uint64_t>(lowest.count()));
    fmt::format_to(std::back_inserter(text), "{}{}:{}", text.back() == ';' ? "" : ",",
                   bucket - before, count);
    before = bucket;
  });
  return text;
}

Expected<Histogram> Histogram::decode(std::string_view text) {
  const std::vector<std::string_view> fields = split(text, ';');
  if (fields[0] != "v1") return malformed("it does not start with 'v1;'");
  if (fields.size() != 5) {
    return malformed(fmt::format("expected 5 fields separated by ';', got {}", fields.size()));
  }
  const auto min = parse_number<std::uint64_t>(fields[1]);
  const auto max = parse_number<std::uint64_t>(fields[2]);
  const auto sum = parse_number<std::uint64_t>(fields[3]);
  if (!min || !max || !sum) return malformed("min, max and sum must be whole numbers");

  Histogram result;
  std::uint64_t bucket = 0;
  std::uint64_t last = 0;
  std::string_view rest = fields[4];
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find(','));
    rest.remove_prefix(pair.size());
    if (!rest.empty()) rest.remove_prefix(1);
    const auto colon = std::min(pair.find(':'), pair.size());
    const auto step = parse_number<std::uint64_t>(pair.substr(0, colon));
    const auto count = parse_number<std::uint64_t>(pair.substr(std::min(colon + 1, pair.size())));
    if (!step || !count || *count == 0) {
      return malformed(fmt::format("expected 'step:count', got '{}'", pair.substr(0, 40)));
    }
    if ((*step == 0 && result.count_ != 0) || *step > bucket_of(kLargest) - bucket) {
      return malformed(fmt::format("bucket step {} is out of range", *step));
    }
    bucket += *step;
    // The bounds on the sum below are products of a bucket and its count. No real run approaches
    // 2^64 ns.
    std::uint64_t product = 0;
    if (__builtin_mul_overflow(highest_of(bucket), *count, &product) ||
        __builtin_add_overflow(last, product, &last) || result.count_ + *count < result.count_) {
      return malformed("its counts are too large");
    }
    result.record(Duration(lowest_of(bucket)), *count);
  }
  if (result.count_ == 0) {
    if (*min != 0 || *max != 0 || *sum != 0)
      return malformed("it has min, max or sum but no buckets");
    return result;
  }
  const bool consistent = *min <= *max && *max <= kLargest &&
                          bucket_of(*min) == bucket_of(result.min_) && bucket_of(*max) == bucket &&
                          *sum >= result.sum_ && *sum <= last;
  if (!consistent) return malformed("min, max or sum contradict the buckets");
  result.min_ = *min;
  result.max_ = *max;
  result.sum_ = *sum;
  return result;
}

}  // namespace traffic
