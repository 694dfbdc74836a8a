// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <string>

#include "gtest_traffic/json/query.h"

namespace traffic {
using namespace detail;
namespace {

constexpr const char* kQueries[] = {
    "$.items[3].sku",
    "$.items[*].sku",
    "$.items[?@.price<10].sku",
    "$..sku",
    "$.items[?match(@.sku, 'B[0-9]+')].price",
};

// Returns a document of about 2 KB with 32 items.
boost::json::value order() {
  std::string text;
  for (int i = 0; i < 32; ++i) {
    text += fmt::format(R"({}{{"sku":"{}{}","price":{},"quantity":{},"gift":false}})",
                        i == 0 ? "" : ",", i % 2 == 0 ? 'A' : 'B', 1000 + i, i * 0.75, i);
  }
  return boost::json::parse(fmt::format(R"({{"id":7,"items":[{}]}})", text));
}

void CompileJsonPath(benchmark::State& state) {
  const char* text = kQueries[state.range(0)];
  state.SetLabel(text);
  for (auto _ : state) benchmark::DoNotOptimize(JsonQuery::parse(text));
}
BENCHMARK(CompileJsonPath)->DenseRange(0, 4);

void SelectByJsonPath(benchmark::State& state) {
  const char* text = kQueries[state.range(0)];
  state.SetLabel(text);
  const boost::json::value document = order();
  const auto query = JsonQuery::parse(text);
  for (auto _ : state) {
    const auto nodes = query->select(document);
    if (!nodes || nodes->empty()) state.SkipWithError("selects nothing");
    benchmark::DoNotOptimize(nodes->data());
  }
}
BENCHMARK(SelectByJsonPath)->DenseRange(0, 4);

}  // namespace
}  // namespace traffic
