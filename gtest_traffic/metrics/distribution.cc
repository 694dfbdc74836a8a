// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/distribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"

namespace traffic {
using namespace detail;
namespace {

// Each power of two has 32 buckets. Each value below 64 has its own bucket.
constexpr unsigned kBits = 5;
constexpr std::uint16_t kSlots = (63 - kBits + 1) << kBits;

std::uint16_t slot_of(Duration duration) {
  const auto value = static_cast<std::uint64_t>(std::max(duration, Duration(0)).count());
  const auto shift = static_cast<unsigned>(std::bit_width(value | (1U << kBits))) - (kBits + 1);
  return static_cast<std::uint16_t>((shift << kBits) + (value >> shift));
}

unsigned shift_of(std::uint16_t slot) { return slot < (2U << kBits) ? 0 : (slot >> kBits) - 1U; }

Duration lowest_of(std::uint16_t slot) {
  const unsigned shift = shift_of(slot);
  return Duration((std::int64_t{slot} - (std::int64_t{shift} << kBits)) << shift);
}

Duration highest_of(std::uint16_t slot) {
  return lowest_of(slot) + Duration((std::int64_t{1} << shift_of(slot)) - 1);
}

Duration middle_of(std::uint16_t slot) {
  return lowest_of(slot) + (highest_of(slot) - lowest_of(slot)) / 2;
}

Error malformed(std::string_view why) {
  return Error{fmt::format("malformed distribution: {}", why)};
}

}  // namespace

Distribution::Distribution(const Histogram& histogram)
    : count_(histogram.count()), max_(histogram.max()) {
  histogram.for_each_bucket_group([this](Duration lowest, std::uint64_t count) {
    const std::uint16_t index = slot_of(lowest);
    if (slots_.empty() || slots_.back().index != index) slots_.push_back({index, 0});
    slots_.back().count += count;
  });
}

Duration Distribution::at(double percentile) const {
  if (percentile >= 100) return max_;
  const std::uint64_t wanted = rank_of(percentile, count_);
  std::uint64_t below = 0;
  for (const Slot& slot : slots_) {
    below += slot.count;
    if (below < wanted) continue;
    return std::min(max_, middle_of(slot.index));
  }
  return max_;
}

Duration Distribution::mean() const {
  if (count_ == 0) return Duration(0);
  double sum = 0;
  for (const Slot& slot : slots_) {
    sum += static_cast<double>(middle_of(slot.index).count()) * static_cast<double>(slot.count);
  }
  return Duration(std::llround(sum / static_cast<double>(count_)));
}

std::vector<Distribution::Bucket> Distribution::buckets() const {
  std::vector<Bucket> buckets;
  for (const Slot& slot : slots_) {
    buckets.push_back({lowest_of(slot.index), highest_of(slot.index), slot.count});
  }
  return buckets;
}

void Distribution::merge(const Distribution& other) {
  std::vector<Slot> merged;
  merged.reserve(slots_.size() + other.slots_.size());
  std::merge(slots_.begin(), slots_.end(), other.slots_.begin(), other.slots_.end(),
             std::back_inserter(merged),
             [](const Slot& a, const Slot& b) { return a.index < b.index; });
  slots_.clear();
  for (const Slot& slot : merged) {
    if (!slots_.empty() && slots_.back().index == slot.index) {
      slots_.back().count += slot.count;
    } else {
      slots_.push_back(slot);
    }
  }
  count_ += other.count_;
  max_ = std::max(max_, other.max_);
}

Distribution Distribution::since(const Distribution& earlier) const {
  Distribution news;
  auto then = earlier.slots_.begin();
  for (const Slot& slot : slots_) {
    while (then != earlier.slots_.end() && then->index < slot.index) ++then;
    const bool known = then != earlier.slots_.end() && then->index == slot.index;
    const std::uint64_t before = known ? std::min(then->count, slot.count) : 0;
    if (slot.count > before) news.slots_.push_back({slot.index, slot.count - before});
    news.count_ += slot.count - before;
  }
  if (!news.slots_.empty()) news.max_ = std::min(max_, highest_of(news.slots_.back().index));
  return news;
}

std::string Distribution::encode() const {
  std::string text = fmt::format("{};", max_.count());
  for (const Slot& slot : slots_) {
    fmt::format_to(std::back_inserter(text), "{}{}:{}", text.back() == ';' ? "" : ",", slot.index,
                   slot.count);
  }
  return text;
}

Expected<Distribution> Distribution::decode(std::string_view text) {
  Distribution result;
  const std::size_t semicolon = std::min(text.find(';'), text.size());
  const auto max = parse_number<std::int64_t>(text.substr(0, semicolon));
  if (semicolon == text.size() || !max || *max < 0) {
    return malformed("it does not start with its largest value and ';'");
  }
  result.max_ = Duration(*max);
  const std::string_view pairs = text.substr(semicolon + 1);
  if (pairs.empty()) return result;
  for (const std::string_view pair : split(pairs, ',')) {
    const std::size_t colon = std::min(pair.find(':'), pair.size());
    const auto index = parse_number<std::uint16_t>(pair.substr(0, colon));
    const auto count = parse_number<std::uint64_t>(pair.substr(std::min(colon + 1, pair.size())));
    if (!index || *index >= kSlots || count.value_or(0) == 0) {
      return malformed(fmt::format("expected 'index:count', got '{}'", pair.substr(0, 40)));
    }
    if (!result.slots_.empty() && *index <= result.slots_.back().index) {
      return malformed("its indexes do not increase");
    }
    result.slots_.push_back({*index, *count});
    if (__builtin_add_overflow(result.count_, *count, &result.count_)) {
      return malformed("its counts are too large");
    }
  }
  return result;
}

}  // namespace traffic
