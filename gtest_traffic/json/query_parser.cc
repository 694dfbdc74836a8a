// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/query_parser.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "gtest_traffic/json/query.h"

namespace traffic::detail::query {

Expected<Path> Parser::run() {
  Path out;
  if (scanner_.next() != '$') {
    scanner_.fail("'$'");
  } else if (path(out)) {
    if (scanner_.at_end()) return out;
    scanner_.fail("a segment ('.', '..' or '[') or the end");
  }
  return scanner_.error();
}

bool Parser::deeper(const Nesting& nesting) {
  if (nesting.level <= JsonQuery::kMaxNesting) return true;
  return scanner_.fail(
      fmt::format("at most {} nested filters, parentheses and functions", JsonQuery::kMaxNesting));
}

bool Parser::path(Path& out) {
  out.relative = scanner_.next() == '@';
  scanner_.return_to(scanner_.at() + 1);
  for (;;) {
    const std::size_t end = scanner_.at();
    scanner_.skip_blanks();
    if (scanner_.next() != '.' && scanner_.next() != '[') {
      scanner_.return_to(end);
      return true;
    }
    Segment& added = out.segments.emplace_back();
    added.begin = scanner_.at();
    if (!segment(added)) return false;
    added.end = scanner_.at();
    const Selector& first = added.selectors.front();
    out.singular = out.singular && !added.descendant && added.selectors.size() == 1 &&
                   (std::holds_alternative<Name>(first) || std::holds_alternative<Index>(first));
  }
}

bool Parser::segment(Segment& out) {
  out.descendant = scanner_.accept("..");
  if (scanner_.next() == '[') return bracket(out);
  const bool short_form = out.descendant || scanner_.accept(".");
  if (short_form && scanner_.accept("*")) {
    out.selectors.emplace_back(Wildcard{});
    return true;
  }
  const std::string_view name = scanner_.read_name();
  if (name.empty()) {
    return scanner_.fail(out.descendant ? "a name, '*' or '[' after '..'"
                                        : "a name or '*' after '.'");
  }
  out.selectors.emplace_back(Name{std::string(name)});
  return true;
}

bool Parser::bracket(Segment& out) {
  scanner_.accept("[");
  do {
    scanner_.skip_blanks();
    if (!selector(out)) return false;
    scanner_.skip_blanks();
  } while (scanner_.accept(","));
  return scanner_.accept("]") || scanner_.fail("',' or ']'");
}

bool Parser::selector(Segment& out) {
  if (scanner_.next() == '"' || scanner_.next() == '\'') {
    Name name;
    if (!scanner_.read_string(name.text)) return false;
    out.selectors.emplace_back(std::move(name));
    return true;
  }
  if (scanner_.accept("*")) {
    out.selectors.emplace_back(Wildcard{});
    return true;
  }
  if (scanner_.at_integer() || scanner_.next() == ':') return index_or_slice(out);
  if (!scanner_.accept("?")) {
    return scanner_.fail("a quoted name, '*', an index, a slice or a filter starting with '?'");
  }
  const Nesting level(nesting_);
  auto condition = std::make_shared<Logical>();
  scanner_.skip_blanks();
  if (!deeper(level) || !any(*condition)) return false;
  out.selectors.emplace_back(Filter{std::move(condition)});
  return true;
}

bool Parser::index_or_slice(Segment& out) {
  Slice slice;
  if (!optional_integer(slice.start)) return false;
  if (!scanner_.accept(":")) {
    out.selectors.emplace_back(Index{*slice.start});
    return true;
  }
  scanner_.skip_blanks();
  if (!optional_integer(slice.end)) return false;
  if (scanner_.accept(":")) {
    scanner_.skip_blanks();
    std::optional<std::int64_t> step;
    if (!optional_integer(step)) return false;
    slice.step = step.value_or(1);
  }
  out.selectors.emplace_back(slice);
  return true;
}

bool Parser::optional_integer(std::optional<std::int64_t>& out) {
  if (!scanner_.at_integer()) return true;
  if (!scanner_.read_integer(out.emplace())) return false;
  scanner_.skip_blanks();
  return true;
}

}  // namespace traffic::detail::query
