// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/metrics/gate.h"

namespace traffic {
namespace {

using Kind = Metric::Kind;

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kOperators = "<>=!";

struct Name {
  std::string_view text;
  Kind kind;
};
constexpr Name kNames[] = {
    {"mean", Kind::kMean},
    {"max", Kind::kMax},
    {"error_rate", Kind::kErrorRate},
    {"errors", Kind::kErrors},
    {"achieved_rate", Kind::kAchievedRate},
    {"request_rate", Kind::kRequestRate},
    {"rps", Kind::kRequestRate},
    {"dropped", Kind::kDropped},
    {"requests", Kind::kRequests},
};

// Reads `p99`, `p99.9` or `p99_9`, as the C++ names are spelt.
std::optional<double> parse_percentile(std::string_view name) {
  if (name.size() < 2 || name[0] != 'p' || name[1] < '0' || name[1] > '9') return std::nullopt;
  std::string digits(name.substr(1));
  if (const auto underscore = digits.find('_'); underscore != std::string::npos) {
    digits[underscore] = '.';
  }
  double share = 0;
  const char* const last = digits.data() + digits.size();
  const auto [end, code] = std::from_chars(digits.data(), last, share, std::chars_format::fixed);
  if (code != std::errc() || end != last || share > 100) return std::nullopt;
  return share;
}

Expected<Metric> parse_metric(std::string_view name, std::string_view scope) {
  Metric metric;
  metric.scope = scope;
  if (const auto share = parse_percentile(name)) {
    metric.percentile = *share;
    return metric;
  }
  for (const Name& known : kNames) {
    if (known.text != name) continue;
    metric.kind = known.kind;
    if (!scope.empty() && (known.kind == Kind::kAchievedRate || known.kind == Kind::kDropped)) {
      return Error{fmt::format("{} is a figure of the whole run; leave '[{}]' out", name, scope)};
    }
    return metric;
  }
  std::vector<std::string> candidates = {"p50", "p75", "p90", "p95", "p99", "p99.9", "p99.99"};
  for (const Name& known : kNames) candidates.emplace_back(known.text);
  return Error{fmt::format("unknown figure '{}'{}; there are {}", name,
                           did_you_mean(name, candidates), fmt::join(candidates, ", "))};
}

Expected<double> parse_bound(Kind kind, std::string_view text) {
  switch (kind) {
    case Kind::kPercentile:
    case Kind::kMean:
    case Kind::kMax: {
      const auto duration = parse_duration(text);
      if (!duration) return duration.error();
      return std::chrono::duration<double>(*duration).count();
    }
    case Kind::kErrorRate: {
      const auto percent = parse_percent(text);
      if (!percent) return percent.error();
      return percent->fraction();
    }
    case Kind::kAchievedRate:
    case Kind::kRequestRate: {
      const auto rate = parse_rate(text);
      if (!rate) return rate.error();
      return rate->per_second();
    }
    case Kind::kErrors:
    case Kind::kDropped:
    case Kind::kRequests:
      break;
  }
  std::uint64_t count = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (code != std::errc() || end != text.data() + text.size()) {
    return Error{fmt::format("'{}' is not a whole number", text)};
  }
  return static_cast<double>(count);
}

// Finds the `]` of the `[` at `open`: one that a comparison follows, for a step's name may hold
// brackets itself.
std::size_t end_of_scope(std::string_view text, std::size_t open) {
  for (std::size_t close = text.find(']', open); close != kNone;
       close = text.find(']', close + 1)) {
    const std::string_view after = trim(text.substr(close + 1));
    if (!after.empty() && kOperators.find(after[0]) != kNone) return close;
  }
  return kNone;
}

// Cuts at `;` and `,`, but not inside brackets or parentheses.
std::vector<std::string_view> cut(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  int depth = 0;  // of parentheses
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t close = text[i] == '[' ? end_of_scope(text, i) : kNone;
    if (close != kNone) i = close;
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && depth > 0) --depth;
    if (depth > 0 || (text[i] != ';' && text[i] != ',')) continue;
    parts.push_back(trim(text.substr(start, i - start)));
    start = i + 1;
  }
  parts.push_back(trim(text.substr(start)));
  return parts;
}

Expected<Gate> parse_gate(std::string_view text) {
  const std::size_t name_end = std::min(text.find('['), text.find_first_of(kOperators));
  std::size_t at = name_end;  // of the operator
  std::string_view scope;
  if (at != kNone && text[at] == '[') {
    const std::size_t close = end_of_scope(text, at);
    if (close == kNone) return Error{"'[' has no ']' with a comparison behind it"};
    scope = trim(text.substr(at + 1, close - at - 1));
    if (scope.empty()) return Error{"the brackets are empty; name a step or leave them out"};
    at = text.find_first_of(kOperators, close);
  }
  if (at == kNone) return Error{"it has no comparison; write it as p99<250ms"};
  const std::string_view name = trim(text.substr(0, name_end));
  for (const std::string_view window : {"every", "after"}) {
    if (name.find(window) != kNone) {
      return Error{fmt::format("not built yet: '{}'; judge the whole run", window)};
    }
  }
  const std::size_t behind = std::min(text.find_first_not_of(kOperators, at), text.size());
  const std::string_view sign = text.substr(at, behind - at);
  std::optional<Comparison> comparison;
  if (sign == "<") comparison = Comparison::kLess;
  if (sign == "<=") comparison = Comparison::kLessEqual;
  if (sign == ">") comparison = Comparison::kGreater;
  if (sign == ">=") comparison = Comparison::kGreaterEqual;
  if (!comparison) return Error{fmt::format("'{}' is none of <, <=, > and >=", sign)};
  const auto metric = parse_metric(name, scope);
  if (!metric) return metric.error();
  const auto bound = parse_bound(metric->kind, trim(text.substr(behind)));
  if (!bound) return bound.error();
  return Gate(*metric, *comparison, *bound);
}

}  // namespace

Expected<std::vector<Gate>> parse_gates(std::string_view text) {
  std::vector<Gate> gates;
  std::string mistakes;
  for (const std::string_view part : cut(text)) {
    if (part.empty()) continue;
    if (auto gate = parse_gate(part)) {
      gates.push_back(std::move(*gate));
    } else {
      mistakes +=
          fmt::format("{}gate '{}': {}", mistakes.empty() ? "" : "; ", part, gate.error().message);
    }
  }
  if (!mistakes.empty()) return Error{std::move(mistakes)};
  return gates;
}

}  // namespace traffic
