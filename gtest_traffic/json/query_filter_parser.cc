// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "gtest_traffic/json/query_parser.h"

namespace traffic::detail::query {
namespace {

template <class Terms>
void join(Logical& out, Terms terms) {
  if (terms.terms.size() == 1) {
    Logical only = std::move(terms.terms.front());
    out = std::move(only);
  } else {
    out.what = std::move(terms);
  }
}

bool read_operator(Scanner& scanner, Operator& out) {
  static constexpr std::pair<std::string_view, Operator> kOperators[] = {
      {"==", Operator::kEqual},       {"!=", Operator::kNotEqual},
      {"<=", Operator::kLessOrEqual}, {">=", Operator::kGreaterOrEqual},
      {"<", Operator::kLess},         {">", Operator::kGreater}};
  for (const auto& [token, op] : kOperators) {
    if (!scanner.accept(token)) continue;
    out = op;
    return true;
  }
  return false;
}

const Signature* signature_of_call(const Operand& operand) {
  const auto* call = std::get_if<std::shared_ptr<const Call>>(&operand);
  return call == nullptr ? nullptr : &signature_of((*call)->function);
}

bool is_test(const Operand& operand) {
  const Signature* signature = signature_of_call(operand);
  return std::holds_alternative<Path>(operand) ||
         (signature != nullptr && signature->result == ParameterType::kLogical);
}

}  // namespace

bool Parser::any(Logical& out) {
  Any terms;
  do {
    scanner_.skip_blanks();
    if (!all(terms.terms.emplace_back())) return false;
  } while (scanner_.accept("||"));
  join(out, std::move(terms));
  return true;
}

bool Parser::all(Logical& out) {
  All terms;
  do {
    scanner_.skip_blanks();
    if (!term(terms.terms.emplace_back())) return false;
    scanner_.skip_blanks();
  } while (scanner_.accept("&&"));
  join(out, std::move(terms));
  return true;
}

bool Parser::term(Logical& out) {
  const bool negated = scanner_.accept("!");
  scanner_.skip_blanks();
  if (scanner_.next() == '(') {
    const Nesting level(nesting_);
    if (!deeper(level)) return false;
    scanner_.accept("(");
    if (!any(out)) return false;
    if (!scanner_.accept(")")) return scanner_.fail("'&&', '||' or ')'");
    out.negated = out.negated != negated;
    return true;
  }
  out.negated = negated;
  return test_or_comparison(out);
}

bool Parser::test_or_comparison(Logical& out) {
  const std::size_t begin = scanner_.at();
  Operand left;
  if (!operand(left)) return false;
  const std::size_t end = scanner_.at();
  scanner_.skip_blanks();
  Comparison comparison;
  const std::size_t sign = scanner_.at();
  if (!read_operator(scanner_, comparison.op)) {
    if (!is_test(left)) return scanner_.fail("a comparison: '==', '!=', '<', '<=', '>' or '>='");
    scanner_.return_to(end);
    out.what = Test{std::move(left)};
    return true;
  }
  if (out.negated) {
    return scanner_.fail_from(sign, "parentheses around a comparison after '!', as in !(…)");
  }
  scanner_.return_to(end);
  if (!comparable(left, begin)) return false;
  scanner_.return_to(sign);
  read_operator(scanner_, comparison.op);
  scanner_.skip_blanks();
  const std::size_t second = scanner_.at();
  if (!operand(comparison.right) || !comparable(comparison.right, second)) return false;
  comparison.left = std::move(left);
  out.what = std::move(comparison);
  return true;
}

bool Parser::comparable(const Operand& operand, std::size_t begin) {
  const auto* path = std::get_if<Path>(&operand);
  if (path != nullptr && !path->singular) {
    return scanner_.fail_from(begin,
                              "a query that selects at most one node, such as @.a or @['a'][0]");
  }
  const Signature* signature = signature_of_call(operand);
  if (signature != nullptr && signature->result != ParameterType::kValue) {
    return scanner_.fail_from(
        begin, fmt::format("a value, because {}() cannot be compared", signature->name));
  }
  return true;
}

bool Parser::operand(Operand& out) {
  const char c = scanner_.next();
  if (c == '@' || c == '$') return path(out.emplace<Path>());
  if (c == '"' || c == '\'') {
    std::string text;
    if (!scanner_.read_string(text)) return false;
    out.emplace<boost::json::value>(text);
    return true;
  }
  if (scanner_.at_integer()) return scanner_.read_number(out.emplace<boost::json::value>());
  const std::size_t begin = scanner_.at();
  const std::string_view word = scanner_.read_word();
  if (scanner_.next() == '(' && !word.empty()) return call(out, word, begin);
  if (word == "true" || word == "false") {
    out.emplace<boost::json::value>(word == "true");
  } else if (word == "null") {
    out.emplace<boost::json::value>(nullptr);
  } else if (word.empty()) {
    return scanner_.fail("a query starting with '@' or '$', a value or a function");
  } else {
    return scanner_.fail_from(begin, "true, false, null, a quoted string or a function call");
  }
  return true;
}

bool Parser::call(Operand& out, std::string_view name, std::size_t begin) {
  const Signature* signature = find_function(name);
  if (signature == nullptr) {
    return scanner_.fail_from(
        begin, fmt::format("length, count, value, match or search{}", suggest_function(name)));
  }
  const Nesting level(nesting_);
  if (!deeper(level)) return false;
  scanner_.accept("(");
  auto made = std::make_shared<Call>();
  made->function = signature->function;
  for (std::size_t i = 0; i < signature->count; ++i) {
    if (i > 0 && !scanner_.accept(",")) {
      return scanner_.fail(fmt::format("',' and argument {} of {}()", i + 1, name));
    }
    scanner_.skip_blanks();
    if (!argument(*made, signature->parameters[i])) return false;
    scanner_.skip_blanks();
  }
  if (!scanner_.accept(")")) {
    return scanner_.fail(fmt::format("')' after {} argument{} of {}()", signature->count,
                                     signature->count == 1 ? "" : "s", name));
  }
  out = std::shared_ptr<const Call>(std::move(made));
  return true;
}

bool Parser::argument(Call& call, ParameterType type) {
  const std::size_t begin = scanner_.at();
  if (type == ParameterType::kNodes && scanner_.next() != '@' && scanner_.next() != '$') {
    return scanner_.fail("a query starting with '@' or '$'");
  }
  Operand& added = call.arguments.emplace_back();
  if (!operand(added)) return false;
  if (type == ParameterType::kValue && !comparable(added, begin)) return false;
  const bool matching = call.function == Function::kMatch || call.function == Function::kSearch;
  const auto* literal = std::get_if<boost::json::value>(&added);
  if (!matching || call.arguments.size() != 2 || literal == nullptr || !literal->is_string()) {
    return true;
  }
  Expected<IRegexp> pattern = IRegexp::compile(literal->get_string());
  if (!pattern) {
    return scanner_.fail_from(begin,
                              fmt::format("an I-Regexp (RFC 9485; {})", pattern.error().message));
  }
  call.pattern = *pattern;
  return true;
}

}  // namespace traffic::detail::query
