// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/query_function.h"

#include <vector>

#include "gtest_traffic/base/text.h"

namespace traffic::detail::query {
namespace {

using Type = ParameterType;

constexpr Signature kFunctions[] = {
    {"length", Function::kLength, Type::kValue, {Type::kValue}, 1},
    {"count", Function::kCount, Type::kValue, {Type::kNodes}, 1},
    {"value", Function::kValue, Type::kValue, {Type::kNodes}, 1},
    {"match", Function::kMatch, Type::kLogical, {Type::kValue, Type::kValue}, 2},
    {"search", Function::kSearch, Type::kLogical, {Type::kValue, Type::kValue}, 2},
};

}  // namespace

const Signature* find_function(std::string_view name) {
  for (const Signature& signature : kFunctions) {
    if (signature.name == name) return &signature;
  }
  return nullptr;
}

const Signature& signature_of(Function function) {
  for (const Signature& signature : kFunctions) {
    if (signature.function == function) return signature;
  }
  return kFunctions[0];
}

std::string suggest_function(std::string_view name) {
  std::vector<std::string> names;
  for (const Signature& signature : kFunctions) names.emplace_back(signature.name);
  return did_you_mean(name, names);
}

}  // namespace traffic::detail::query
