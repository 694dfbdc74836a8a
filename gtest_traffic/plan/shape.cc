// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/plan/shape.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Allows for the rounding of sums. Otherwise the 50th arrival at 50/s could fall just before the
// end.
double tolerance(double count) { return 1e-12 * (1 + count); }

double sane(double level) { return std::isfinite(level) && level > 0 ? level : 0; }

}  // namespace

Shape::Shape(std::vector<Stage> stages) : stages_(std::move(stages)) {
  double level = 0;
  double arrivals = 0;
  Duration start{0};
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    const Stage& stage = stages_[i];
    const double to = stage.to ? sane(stage.to->magnitude()) : level;
    const double from = stage.at_once ? to : level;
    level = to;
    // One nanosecond beyond the bound is enough for `validate`, and it never overflows.
    const Duration lasts = std::clamp(stage.duration, Duration(0), kMaxDuration + 1ns - start);
    if (lasts == Duration(0)) continue;
    segments_.push_back({start, start + lasts, from, to, arrivals, i});
    arrivals += segments_.back().arrivals();
    start += lasts;
  }
}

LoadModel Shape::model() const {
  for (const Stage& stage : stages_) {
    if (!stage.to) continue;
    return stage.to->is_rate() ? LoadModel::kOpen : LoadModel::kClosed;
  }
  return LoadModel::kOpen;
}

Duration Shape::duration() const { return segments_.empty() ? Duration(0) : segments_.back().end; }

const Shape::Segment* Shape::at(Duration elapsed) const {
  if (elapsed < Duration(0) || elapsed >= duration()) return nullptr;
  const auto after = std::upper_bound(segments_.begin(), segments_.end(), elapsed,
                                      [](Duration t, const Segment& s) { return t < s.start; });
  return &*std::prev(after);
}

double Shape::level(Duration elapsed) const {
  const Segment* segment = at(elapsed);
  if (segment == nullptr) return 0;
  const double share =
      seconds_of(elapsed - segment->start) / seconds_of(segment->end - segment->start);
  return std::lerp(segment->from, segment->to, share);
}

double Shape::peak() const {
  double peak = 0;
  for (const Segment& segment : segments_) peak = std::max({peak, segment.from, segment.to});
  return peak;
}

double Shape::Segment::arrivals(Duration since_start) const {
  const double t = seconds_of(since_start);
  const double slope = (to - from) / seconds_of(end - start);
  return t * (from + slope * t / 2);
}

// Solves slope/2 t^2 + from t = count. This form of the root never subtracts two nearly equal
// numbers, so it is exact for a slope of zero and for a ramp from zero.
Duration Shape::Segment::when(double count) const {
  if (count <= 0) return start;
  const double slope = (to - from) / seconds_of(end - start);
  const double root = std::sqrt(std::max(0.0, from * from + 2 * slope * count));
  const double t = 2 * count / (from + root);
  if (!(t < seconds_of(end - start))) return end;
  return std::min(end, start + Duration(std::llround(t * 1e9)));
}

double Shape::arrivals(Duration elapsed) const {
  if (segments_.empty() || elapsed <= Duration(0) || model() == LoadModel::kClosed) return 0;
  const Segment* segment = at(elapsed);
  if (segment == nullptr) return segments_.back().arrivals_before + segments_.back().arrivals();
  return segment->arrivals_before + segment->arrivals(elapsed - segment->start);
}

std::optional<Duration> Shape::when(double count) const {
  const double total = arrivals(duration());
  const double slack = tolerance(total);
  if (!(count <= total + slack)) return std::nullopt;
  if (count >= total - slack) {
    const auto last = std::find_if(segments_.rbegin(), segments_.rend(),
                                   [](const Segment& s) { return s.from > 0 || s.to > 0; });
    return last == segments_.rend() ? Duration(0) : last->end;
  }
  const double wanted = std::max(0.0, count);
  const auto after = std::upper_bound(
      segments_.begin(), segments_.end(), wanted + tolerance(wanted),
      [](double reached, const Segment& s) { return reached < s.arrivals_before; });
  const Segment& segment = *std::prev(after);
  return segment.when(wanted - segment.arrivals_before);
}

std::string_view Shape::stage(Duration elapsed) const {
  const Segment* segment = at(elapsed);
  return segment == nullptr ? std::string_view() : stages_[segment->stage].name;
}

Shape Shape::lasting(Duration duration) const {
  std::vector<Stage> stages = stages_;
  const double factor =
      this->duration() == Duration(0) ? 1 : seconds_of(duration) / seconds_of(this->duration());
  // Scales end times instead of durations. Rounding errors then do not add up, and the total
  // duration is exact.
  for (Stage& stage : stages) stage.duration = Duration(0);
  Duration start{0};
  for (const Segment& segment : segments_) {
    const bool last = &segment == &segments_.back();
    const Duration end =
        last ? duration : Duration(std::llround(seconds_of(segment.end) * factor * 1e9));
    stages[segment.stage].duration = end - start;
    start = end;
  }
  return Shape(std::move(stages));
}

Shape Shape::peaking_at(double level) const {
  std::vector<Stage> stages = stages_;
  const double highest = peak();
  if (highest <= 0) return *this;
  for (Stage& stage : stages) {
    if (!stage.to) continue;
    const double now = stage.to->magnitude();
    stage.to = with_magnitude(*stage.to, now == highest ? level : now * (level / highest));
  }
  return Shape(std::move(stages));
}

}  // namespace traffic::detail
