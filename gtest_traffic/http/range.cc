// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/range.h"

#include <fmt/format.h>

#include "gtest_traffic/base/number.h"
#include "gtest_traffic/base/text.h"

namespace traffic {
using namespace detail;
namespace {

constexpr std::string_view kUnit = "bytes";

}  // namespace

std::string to_string(const ByteRange& range) {
  const auto text = [](std::optional<std::uint64_t> position) {
    return position ? std::to_string(*position) : std::string();
  };
  return fmt::format("bytes={}-{}", text(range.first), text(range.last));
}

std::optional<ContentRange> detail::parse_content_range(std::string_view value) {
  const std::size_t space = value.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  if (!equals_ignoring_case(value.substr(0, space), kUnit)) return std::nullopt;
  const std::string_view rest = trim(value.substr(space));
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return std::nullopt;

  ContentRange range;
  const std::string_view size = rest.substr(slash + 1);
  range.size = parse_number<std::uint64_t>(size);
  if (!range.size && size != "*") return std::nullopt;
  const std::string_view part = rest.substr(0, slash);
  if (part == "*") return range.size ? std::optional(range) : std::nullopt;
  const std::size_t dash = part.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  range.first = parse_number<std::uint64_t>(part.substr(0, dash));
  range.last = parse_number<std::uint64_t>(part.substr(dash + 1));
  const bool in_order = range.first && range.last && *range.first <= *range.last;
  if (!in_order || (range.size && *range.last >= *range.size)) return std::nullopt;
  return range;
}

}  // namespace traffic
