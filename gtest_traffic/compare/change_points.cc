// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/change_points.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <utility>

#include "gtest_traffic/compare/autocorrelation.h"
#include "gtest_traffic/compare/robust.h"

namespace traffic::detail::compare {
namespace {

// Fitting the levels and the change points removes some of the autocorrelation from the residuals.
// This number of extra parameters corrects for it.
constexpr int kBesideLevels = 2;
constexpr double kSpent = 4;            // degrees of freedom used by the fit
constexpr double kReach = 3;            // in deviations; larger residuals are clamped
constexpr std::size_t kNarrowest = 16;  // the shortest seeded window

// Returns the split with the largest standardized CUSUM of the ranks, or 0 if all values are equal.
std::size_t likeliest_split(std::span<const double> values, std::size_t shortest) {
  const auto rank = ranks(values);
  const auto n = static_cast<double>(rank.size());
  std::size_t best = 0;
  double sum = 0, highest = 0;
  for (std::size_t k = 1; k + shortest <= rank.size(); ++k) {
    sum += rank[k - 1] - (n + 1) / 2;
    if (k < shortest) continue;
    const auto left = static_cast<double>(k);
    const double height = sum * sum / (left * (n - left));
    if (height > highest) highest = height, best = k;
  }
  return best;
}

// Moves a split to the position where two levels fit best, by absolute deviations.
std::size_t refine(std::span<const double> values, std::size_t at, std::size_t shortest) {
  const double before = median(values.first(at)), after = median(values.subspan(at));
  double gain = 0, best = 0;
  std::size_t where = at;
  const auto cost = [&](std::size_t i) {
    return std::abs(values[i] - after) - std::abs(values[i] - before);
  };
  for (std::size_t k = at; k + shortest < values.size(); ++k) {
    gain += cost(k);  // moves value k to the left part
    if (gain > best) best = gain, where = k + 1;
  }
  gain = 0;
  for (std::size_t k = at; k > shortest; --k) {
    gain -= cost(k - 1);
    if (gain > best) best = gain, where = k - 1;
  }
  return where;
}

std::vector<double> tamed(std::vector<double> residuals) {
  const double reach = kReach * robust_deviation(residuals, 0);
  for (double& value : residuals) value = std::clamp(value, -reach, reach);
  return residuals;
}

// The properties of the residuals around the levels.
struct Noise {
  Noise(std::span<const double> residuals, int levels) {
    const auto n = static_cast<double>(residuals.size());
    for (const double value : residuals) variance += value * value;
    variance /= std::max(1.0, n - levels - 1);
    inflation = variance_inflation(residuals, levels + kBesideLevels);
    freedom = std::max(2.0, n / inflation - kSpent);
  }

  double variance = 0;
  double inflation = 1;  // of the variance of a mean, by autocorrelation
  double freedom = 1;    // degrees of freedom of the estimates
};

// The shift between two levels in a part of the series, and the residuals.
struct TwoLevels {
  TwoLevels(std::span<const double> values, std::size_t at) {
    const double before = median(values.first(at)), after = median(values.subspan(at));
    residuals.assign(values.begin(), values.end());
    for (std::size_t i = 0; i < residuals.size(); ++i) residuals[i] -= i < at ? before : after;
    residuals = tamed(std::move(residuals));
    // Means of clamped values are more efficient than medians and almost as robust.
    const auto middle = residuals.begin() + static_cast<std::ptrdiff_t>(at);
    const double low = std::accumulate(residuals.begin(), middle, 0.0) / static_cast<double>(at);
    const double high =
        std::accumulate(middle, residuals.end(), 0.0) / static_cast<double>(values.size() - at);
    shift = after + high - before - low;
    for (auto i = residuals.begin(); i != residuals.end(); ++i) *i -= i < middle ? low : high;
  }

  double shift = 0;
  std::vector<double> residuals;
};

// Returns the probability that noise alone gives a shift of this size somewhere among n values.
double shift_p_value(double shift, double k, double n, const Noise& noise, std::size_t shortest) {
  if (noise.variance <= 1e-24 * shift * shift) return shift == 0 ? 1 : 0;  // no noise
  const double t_squared = shift * shift * k * (n - k) / n / (noise.variance * noise.inflation);
  const double z = normal_deviate_of_t(std::sqrt(t_squared), noise.freedom);
  return cusum_p_value(z, n / noise.inflation, static_cast<double>(shortest) / noise.inflation);
}

// A part of the series, its best split, and the p value of that split.
struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t at = 0;
  double p = 1;
  double error = 0;  // standard error of the shift
};

class Search {
 public:
  Search(std::span<const double> values, const ChangePointOptions& options)
      : values_(values), options_(options) {}

  ChangePoints run() {
    seed_windows();
    divide(0, values_.size());
    cuts_.push_back({.begin = 0, .end = 0, .at = 0});
    cuts_.push_back({.begin = 0, .end = 0, .at = values_.size()});
    std::sort(cuts_.begin(), cuts_.end(),
              [](const Window& a, const Window& b) { return a.at < b.at; });
    // All cuts are judged by the noise around all levels found. If the noise were estimated again
    // after each removal, the removed shift would count as autocorrelation and cause more removals.
    const auto left = residuals();
    const Noise noise(tamed(left), static_cast<int>(cuts_.size()) - 1);
    const double smallest =
        std::max(options_.smallest_shift, options_.smallest_in_noise * robust_deviation(left, 0));
    while (drop_least(noise, smallest)) {
    }
    ChangePoints out;
    out.noise = robust_deviation(residuals(), 0);
    for (std::size_t i = 1; i + 1 < cuts_.size(); ++i) out.found.push_back(change(i));
    return out;
  }

 private:
  std::span<const double> stretch(std::size_t begin, std::size_t end) const {
    return values_.subspan(begin, end - begin);
  }

  // Judges a part of the series. Divides its p value by `share`, its share of alpha.
  Window judge(std::size_t begin, std::size_t end, double share) const {
    Window window{begin, end};
    if (end - begin < 2 * options_.shortest) return window;
    const auto values = stretch(begin, end);
    const std::size_t split = likeliest_split(values, options_.shortest);
    if (split == 0) return window;
    const std::size_t at = refine(values, split, options_.shortest);
    window.at = begin + at;
    const TwoLevels levels(values, at);
    window.p =
        shift_p_value(levels.shift, static_cast<double>(at), static_cast<double>(values.size()),
                      Noise(levels.residuals, 2), options_.shortest) /
        share;
    return window;
  }

  // In the whole series, several shifts can hide each other. Half of alpha therefore goes to
  // windows of all lengths that overlap by half (Kovács et al. 2023). Each length gets the same
  // share.
  void seed_windows() {
    std::vector<std::size_t> lengths;
    for (double length = static_cast<double>(values_.size()) / std::numbers::sqrt2;
         length >= kNarrowest; length /= std::numbers::sqrt2) {
      lengths.push_back(static_cast<std::size_t>(length));
    }
    for (const std::size_t length : lengths) {
      const std::size_t room = values_.size() - length, count = 2 + 2 * room / length;
      const double share = 0.5 / static_cast<double>(lengths.size() * count);
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t begin = i * room / (count - 1);
        const Window window = judge(begin, begin + length, share);
        if (window.p <= options_.alpha) windows_.push_back(window);
      }
    }
  }

  void divide(std::size_t begin, std::size_t end) {
    Window best = judge(begin, end, values_.size() < kNarrowest ? 1 : 0.5);
    for (const Window& window : windows_) {
      if (window.begin >= begin && window.end <= end && window.p < best.p) best = window;
    }
    if (best.p > options_.alpha) return;
    cuts_.push_back(best);
    divide(begin, best.at);
    divide(best.at, end);
  }

  // Removes the weakest cut if it is smaller than requested or is not significant between its final
  // neighbors. The test uses the noise of the whole series, because a narrow window cannot
  // estimate long autocorrelation.
  bool drop_least(const Noise& noise, double smallest) {
    std::size_t least = 0;
    double worst = 0;
    for (std::size_t i = 1; i + 1 < cuts_.size(); ++i) {
      const std::size_t begin = cuts_[i - 1].at, at = cuts_[i].at, end = cuts_[i + 1].at;
      const TwoLevels two(stretch(begin, end), at - begin);
      cuts_[i].p = shift_p_value(two.shift, static_cast<double>(at - begin),
                                 static_cast<double>(end - begin), noise, options_.shortest);
      cuts_[i].error =
          std::sqrt(noise.variance * noise.inflation *
                    (1 / static_cast<double>(at - begin) + 1 / static_cast<double>(end - at)));
      const double shift = std::abs(level(i) - level(i - 1));
      const bool lasts = is_level(i - 1) && is_level(i);
      const double doubt = !lasts ? 3
                                  : std::max(cuts_[i].p > options_.alpha ? cuts_[i].p : 0,
                                             shift < smallest ? 2 - shift / smallest : 0);
      if (doubt > worst) worst = doubt, least = i;
    }
    if (least == 0) return false;
    cuts_.erase(cuts_.begin() + static_cast<std::ptrdiff_t>(least));
    return true;
  }

  // A few spikes can be the majority of a short level. Therefore, `shortest` values must be closer
  // to the level than to its neighbors.
  bool is_level(std::size_t i) const {
    const double here = level(i);
    std::size_t near = 0;
    for (const double value : stretch(cuts_[i].at, cuts_[i + 1].at)) {
      const double distance = std::abs(value - here);
      near += (i == 0 || distance < std::abs(value - level(i - 1))) &&
              (i + 2 == cuts_.size() || distance < std::abs(value - level(i + 1)));
      if (near == options_.shortest) return true;
    }
    return false;
  }

  double level(std::size_t i) const { return median(stretch(cuts_[i].at, cuts_[i + 1].at)); }

  ChangePoint change(std::size_t i) const {
    return {cuts_[i].at, level(i - 1), level(i), cuts_[i].error, std::min(1.0, cuts_[i].p)};
  }

  std::vector<double> residuals() const {
    std::vector<double> out(values_.begin(), values_.end());
    for (std::size_t i = 0; i + 1 < cuts_.size(); ++i) {
      const double middle = level(i);
      for (std::size_t k = cuts_[i].at; k < cuts_[i + 1].at; ++k) out[k] -= middle;
    }
    return out;
  }

  std::span<const double> values_;
  const ChangePointOptions& options_;
  std::vector<Window> windows_;  // the seeded windows with a change
  std::vector<Window> cuts_;     // by `at`, with both ends of the series
};

// Siegmund's correction for discrete instead of continuous observations.
double overshoot(double x) {
  const double half = x / 2;
  if (half < 1e-6) return 1;
  return (2 / x) * (normal_cdf(half) - 0.5) / (half * normal_cdf(half) + normal_density(half));
}

}  // namespace

double cusum_p_value(double height, double n, double shortest) {
  if (height < 1.5) return 1;  // the approximation is not valid below
  constexpr int kSteps = 64;
  // Substitution: with t = 1 / (1 + exp(-u)), dt / (t (1 - t)) is du.
  const double first = std::max(shortest, 1.0) / n;
  if (first >= 0.5) return std::min(1.0, 2 * normal_cdf(-height));
  const double reach = std::log((1 - first) / first);
  double integral = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double u = -reach + (i + 0.5) * 2 * reach / kSteps;
    const double t = 1 / (1 + std::exp(-u));
    integral += overshoot(height / std::sqrt(n * t * (1 - t))) * 2 * reach / kSteps;
  }
  return std::min(1.0, height * normal_density(height) * integral + 2 * normal_cdf(-height));
}

ChangePoints find_change_points(std::span<const double> values, const ChangePointOptions& options) {
  if (values.empty()) return {};
  return Search(values, options).run();
}

}  // namespace traffic::detail::compare
