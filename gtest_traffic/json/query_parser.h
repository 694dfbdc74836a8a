// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "gtest_traffic/error.h"
#include "gtest_traffic/json/query_function.h"
#include "gtest_traffic/json/query_scanner.h"
#include "gtest_traffic/json/query_tree.h"

namespace traffic::detail::query {

// Parses a JSONPath query (RFC 9535) by recursive descent. JsonQuery::kMaxNesting limits the
// recursion. A method that returns false has recorded a mistake.
class Parser {
 public:
  explicit Parser(std::string_view text) : scanner_(text) {}
  Expected<Path> run();

 private:
  // Counts one level of nesting during its lifetime.
  struct Nesting {
    explicit Nesting(std::size_t& count) : level(++count), count_(count) {}
    ~Nesting() { --count_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    const std::size_t level;

   private:
    std::size_t& count_;
  };
  bool deeper(const Nesting& nesting);

  bool path(Path& out);  // starts at `@` or `$`
  bool segment(Segment& out);
  bool bracket(Segment& out);
  bool selector(Segment& out);
  bool index_or_slice(Segment& out);
  bool optional_integer(std::optional<std::int64_t>& out);

  bool any(Logical& out);
  bool all(Logical& out);
  bool term(Logical& out);
  bool test_or_comparison(Logical& out);
  bool operand(Operand& out);
  bool call(Operand& out, std::string_view name, std::size_t begin);
  bool argument(Call& call, ParameterType type);

  // Rejects an operand that cannot be a single value. The operand was just read and starts at
  // `begin`.
  bool comparable(const Operand& operand, std::size_t begin);

  Scanner scanner_;
  std::size_t nesting_ = 0;
};

}  // namespace traffic::detail::query
