// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/compare/metric.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "gtest_traffic/base/text.h"

namespace traffic::detail::compare {
namespace {

// Parts of names, and whole words of names, that tell a direction.
constexpr std::string_view kBadParts[] = {"error", "fail", "dropped", "lateness", "latency"};
constexpr std::string_view kBadWords[] = {
    "abort",   "aborts", "aborted", "exception", "exceptions", "loss",
    "lost",    "miss",   "misses",  "reject",    "rejects",    "rejected",
    "retries", "retry",  "skipped", "timeout",   "timeouts"};
constexpr std::string_view kGoodWords[] = {"achieved", "hit",       "hits",
                                           "passed",   "request",   "requests",
                                           "success",  "successes", "successful"};
constexpr std::string_view kThroughput[] = {"_per_second", "/s", "/sec", "throughput", "rps"};
constexpr std::string_view kShares[] = {"rate", "ratio", "share"};
// The metrics of k6 whose rates are better if they are higher.
constexpr std::string_view kGoodOfK6[] = {"checks",       "data_received", "data_sent",
                                          "http_reqs",    "iterations",    "ws_msgs_received",
                                          "ws_msgs_sent", "ws_sessions"};

bool has_word(std::string_view name, std::span<const std::string_view> words) {
  for (std::size_t begin = 0; begin < name.size();) {
    std::size_t end = begin;
    while (end < name.size() && name[end] >= 'a' && name[end] <= 'z') ++end;
    const std::string_view word = name.substr(begin, end - begin);
    if (std::find(words.begin(), words.end(), word) != words.end()) return true;
    begin = end + 1;
  }
  return false;
}

bool is_bad(std::string_view name) {
  return std::any_of(std::begin(kBadParts), std::end(kBadParts),
                     [&](std::string_view part) { return name.find(part) != name.npos; }) ||
         has_word(name, kBadWords);
}

bool ends_with_any(std::string_view name, std::span<const std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return name.ends_with(end); });
}

}  // namespace

std::string_view parent_of(std::string_view metric) { return metric.substr(0, metric.find('{')); }

Better better(const MetricName& name) {
  // The figures `rate` and `value` of k6 have the direction of their metric.
  const std::string metric = to_lower(name.metric);
  const bool is_of_k6 = metric == "rate" || metric == "value";
  const std::string subject = is_of_k6 ? to_lower(parent_of(name.benchmark)) : metric;
  if (is_bad(subject)) return Better::kLower;
  if (ends_with_any(subject, kThroughput)) return Better::kHigher;
  if (!is_of_k6 && !ends_with_any(subject, kShares)) return Better::kLower;
  const bool is_known = is_of_k6 && std::find(std::begin(kGoodOfK6), std::end(kGoodOfK6),
                                              subject) != std::end(kGoodOfK6);
  return is_known || has_word(subject, kGoodWords) ? Better::kHigher : Better::kUnknown;
}

std::string_view to_string(Better better) {
  switch (better) {
    case Better::kLower:
      return "lower";
    case Better::kHigher:
      return "higher";
    case Better::kUnknown:
      break;
  }
  return "unknown";
}

std::optional<Better> parse_better(std::string_view text) {
  for (const Better one : {Better::kLower, Better::kHigher, Better::kUnknown}) {
    if (text == to_string(one)) return one;
  }
  return std::nullopt;
}

}  // namespace traffic::detail::compare
