// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/gate.h"

namespace traffic::detail {
namespace {

using Kind = Metric::Kind;

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kOperators = "<>=!";
constexpr std::string_view kParts[] = {"every", "during", "after"};

constexpr std::uint64_t kMostCounted = std::uint64_t{1} << 53;  // doubles skip integers above this

struct Name {
  std::string_view text;
  Kind kind;
};
constexpr Name kNames[] = {
    {"mean", Kind::kMean},
    {"max", Kind::kMax},
    {"error_rate", Kind::kErrorRate},
    {"checks", Kind::kChecks},
    {"errors", Kind::kErrors},
    {"achieved_rate", Kind::kAchievedRate},
    {"request_rate", Kind::kRequestRate},
    {"rps", Kind::kRequestRate},
    {"dropped", Kind::kDropped},
    {"requests", Kind::kRequests},
};

// Parses `p99`, `p99.9` or `p99_9`. In C++, the name is `p99_9`.
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

std::optional<Error> parse_name(std::string_view name, Metric& metric) {
  if (const auto share = parse_percentile(name)) {
    metric.percentile = *share;
    return std::nullopt;
  }
  for (const Name& known : kNames) {
    if (known.text != name) continue;
    metric.kind = known.kind;
    return std::nullopt;
  }
  std::vector<std::string> candidates = {"p50", "p75", "p90", "p95", "p99", "p99.9", "p99.99"};
  for (const Name& known : kNames) candidates.emplace_back(known.text);
  return Error{fmt::format("unknown metric '{}'{}; available: {}", name,
                           did_you_mean(name, candidates), fmt::join(candidates, ", "))};
}

// Returns the mistake in a number without a unit, except for 0, which needs none. A bound of 250
// could mean milliseconds or seconds.
std::optional<Error> require_unit(std::string_view text, std::string_view what,
                                  std::string_view unit) {
  const auto number = parse_number<double>(text);
  if (!number || *number == 0) return std::nullopt;
  // A share below 1 is a fraction.
  const bool fraction = unit == "%" && std::abs(*number) < 1;
  return Error{fmt::format("{} needs a unit: write {:.10g}{}", what,
                           fraction ? *number * 100 : *number, unit)};
}

Expected<double> parse_bound(Kind kind, std::string_view text) {
  switch (kind) {
    case Kind::kPercentile:
    case Kind::kMean:
    case Kind::kMax: {
      if (auto error = require_unit(text, "a duration", "ms")) return *error;
      const auto duration = parse_duration(text);
      if (!duration) return duration.error();
      return seconds_of(*duration);
    }
    case Kind::kErrorRate:
    case Kind::kChecks: {
      if (auto error = require_unit(text, "a share", "%")) return *error;
      const auto percent = parse_percent(text);
      if (!percent) return percent.error();
      return percent->fraction();
    }
    case Kind::kAchievedRate:
    case Kind::kRequestRate: {
      if (auto error = require_unit(text, "a rate", "/s")) return *error;
      const auto rate = parse_rate(text);
      if (!rate) return rate.error();
      return rate->per_second();
    }
    case Kind::kErrors:
    case Kind::kDropped:
    case Kind::kRequests:
      break;
  }
  const auto count = parse_number<std::uint64_t>(text);
  if (!count || *count > kMostCounted) {
    return Error{fmt::format("'{}' is not a whole number", text)};
  }
  return static_cast<double>(*count);
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.starts_with(word) && text.size() > word.size() && text[word.size()] == ' ';
}

bool starts_part(std::string_view text) {
  return std::any_of(std::begin(kParts), std::end(kParts),
                     [text](std::string_view word) { return starts_with_word(text, word); });
}

// Finds the `]` that matches the `[` at `open`. A step name can contain brackets, so a comparison
// or a part of the run must follow the `]`.
std::size_t end_of_scope(std::string_view text, std::size_t open) {
  for (std::size_t close = text.find(']', open); close != kNone;
       close = text.find(']', close + 1)) {
    const std::string_view after = trim(text.substr(close + 1));
    if (!after.empty() && (kOperators.find(after[0]) != kNone || starts_part(after))) return close;
  }
  return kNone;
}

// Returns the end of the bracketed or quoted text at `i`; otherwise returns `i`.
std::size_t skip_name(std::string_view text, std::size_t i) {
  std::size_t close = kNone;
  if (text[i] == '[') close = end_of_scope(text, i);
  if (text[i] == '"') close = text.find('"', i + 1);
  return close == kNone ? i : close;
}

// Splits at `;` and `,` outside of brackets, quotes and parentheses.
std::vector<std::string_view> cut(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  int depth = 0;  // of parentheses
  for (std::size_t i = 0; i < text.size(); ++i) {
    i = skip_name(text, i);
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && depth > 0) --depth;
    if (depth > 0 || (text[i] != ';' && text[i] != ',')) continue;
    parts.push_back(trim(text.substr(start, i - start)));
    start = i + 1;
  }
  parts.push_back(trim(text.substr(start)));
  return parts;
}

// Parses `spike` or `"a, b"`. For a recovery, `+5s` may follow.
std::optional<Error> parse_stage(std::string_view text, When& when) {
  std::string_view delay;
  std::size_t name_end = text.size();
  if (const std::size_t close = text.starts_with('"') ? text.find('"', 1) : kNone; close != kNone) {
    name_end = close + 1;
  } else if (when.kind == When::Kind::kAfter) {
    name_end = std::min(text.rfind('+'), text.size());
  }
  delay = trim(text.substr(name_end));
  std::string_view name = trim(text.substr(0, name_end));
  if (name.size() >= 2 && name.starts_with('"')) name = name.substr(1, name.size() - 2);
  when.stage = name;
  if (delay.empty()) return std::nullopt;
  if (when.kind != When::Kind::kAfter || !delay.starts_with('+')) {
    return Error{fmt::format("unexpected '{}' after the stage", delay)};
  }
  const std::string_view told = trim(delay.substr(1));
  if (auto error = require_unit(told, "a duration", "s")) return error;
  const auto parsed = parse_duration(told);
  if (!parsed) return parsed.error();
  when.duration = *parsed;
  return std::nullopt;
}

// Parses `every 10s`, `during spike` or `after spike+5s`.
std::optional<Error> parse_part(std::string_view text, When& when) {
  const std::string_view word = text.substr(0, text.find(' '));
  const std::string_view rest = trim(text.substr(word.size()));
  if (word == "every") {
    when.kind = When::Kind::kEvery;
    if (auto error = require_unit(rest, "a duration", "s")) return error;
    const auto window = parse_duration(rest);
    if (!window) return window.error();
    when.duration = *window;
    return std::nullopt;
  }
  when.kind = word == "during" ? When::Kind::kDuring : When::Kind::kAfter;
  return parse_stage(rest, when);
}

// Finds ` every `, ` during ` or ` after ` after the name of a figure.
std::size_t find_part(std::string_view head) {
  for (std::size_t i = head.find(' '); i != kNone; i = head.find(' ', i + 1)) {
    if (starts_part(trim(head.substr(i)))) return i;
  }
  return head.size();
}

// Parses the text before the comparison.
Expected<Metric> parse_metric(std::string_view head) {
  Metric metric;
  for (const std::string_view word : kParts) {
    if (head.find(fmt::format(".{}(", word)) == kNone) continue;
    return Error{fmt::format("'.{}(…)' is C++ syntax; write {}", word,
                             word == "every"    ? "p99 every 10s<250ms"
                             : word == "during" ? "p99 during spike<250ms"
                                                : "p99 after spike+5s<50ms")};
  }
  std::size_t part = find_part(head);
  std::string_view name = head.substr(0, part);
  if (const std::size_t open = head.find('['); open < part) {
    const std::size_t close = end_of_scope(fmt::format("{}<", head), open);
    if (close == kNone) return Error{"'[' needs a ']' before the comparison"};
    metric.scope = trim(head.substr(open + 1, close - open - 1));
    if (metric.scope.empty()) return Error{"the brackets are empty; name a step or remove them"};
    name = head.substr(0, open);
    part = close + 1;
  }
  if (const auto error = parse_name(trim(name), metric)) return *error;
  const std::string_view said = trim(head.substr(part));
  if (!said.empty() && !starts_part(said)) {
    return Error{fmt::format("expected every, during or after, got '{}'", said)};
  }
  if (!said.empty()) {
    if (const auto error = parse_part(said, metric.when)) return *error;
  }
  if (std::string mistake = mistake_in(metric); !mistake.empty()) return Error{std::move(mistake)};
  return metric;
}

Expected<Gate> parse_gate(std::string_view text) {
  std::size_t at = 0;  // position of the operator
  for (; at < text.size() && kOperators.find(text[at]) == kNone; ++at) {
    const std::size_t close = skip_name(text, at);
    if (text[at] == '[' && close == at) return Error{"'[' needs a ']' before the comparison"};
    at = close;
  }
  if (at >= text.size()) return Error{"expected a comparison, such as p99<250ms"};
  const std::size_t behind = std::min(text.find_first_not_of(kOperators, at), text.size());
  const std::string_view sign = text.substr(at, behind - at);
  std::optional<Comparison> comparison;
  if (sign == "<") comparison = Comparison::kLess;
  if (sign == "<=") comparison = Comparison::kLessEqual;
  if (sign == ">") comparison = Comparison::kGreater;
  if (sign == ">=") comparison = Comparison::kGreaterEqual;
  if (!comparison) return Error{fmt::format("expected <, <=, > or >=, got '{}'", sign)};
  const auto metric = parse_metric(trim(text.substr(0, at)));
  if (!metric) return metric.error();
  const auto bound = parse_bound(metric->kind, trim(text.substr(behind)));
  if (!bound) return bound.error();
  return Gate(*metric, *comparison, *bound);
}

}  // namespace

}  // namespace traffic::detail

namespace traffic {
using namespace detail;

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
