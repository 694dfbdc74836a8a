// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <string>

#include "gtest_traffic/schema.h"

namespace traffic {
namespace {

constexpr std::string_view kSchema = R"({
  "type": "object", "required": ["page", "total", "items"], "additionalProperties": false,
  "properties": {
    "page": {"type": "integer", "minimum": 1}, "total": {"type": "integer", "minimum": 0},
    "items": {"type": "array", "maxItems": 100, "items": {"$ref": "#/$defs/order"}}},
  "$defs": {"order": {
    "type": "object", "required": ["id", "status", "amount"], "additionalProperties": false,
    "properties": {
      "id": {"type": "string", "format": "uuid"}, "userId": {"type": "integer", "minimum": 1},
      "status": {"enum": ["PENDING", "PAID", "SHIPPED", "CANCELLED"]},
      "amount": {"type": "number", "exclusiveMinimum": 0},
      "currency": {"type": "string", "minLength": 3, "maxLength": 3},
      "createdAt": {"type": "string", "format": "date-time"},
      "tags": {"type": "array", "items": {"type": "string"}}}}}})";

// Returns a page of orders of 2 KB.
std::string body() {
  std::string text = R"({"page":1,"total":13,"items":[)";
  for (int i = 0; i < 13; ++i) {
    text += i == 0 ? "" : ",";
    text +=
        R"({"id":"123e4567-e89b-12d3-a456-426614174000","userId":7,"status":"PAID","amount":12.5,)"
        R"("currency":"EUR","createdAt":"2024-05-01T12:00:00Z","tags":["new","gift"]})";
  }
  return text + "]}";
}

Schema order_schema() { return *Schema::parse(kSchema, {.formats = SchemaFormats::kAssert}); }

void ParseBody(benchmark::State& state) {
  const std::string text = body();
  unsigned char memory[32768];
  boost::json::parser parser;
  for (auto _ : state) {
    boost::json::monotonic_resource resource(memory, sizeof memory);
    parser.reset(&resource);
    parser.write(text.data(), text.size());
    benchmark::DoNotOptimize(parser.release());
  }
  state.counters["bytes"] = static_cast<double>(text.size());
}
BENCHMARK(ParseBody);

void ValidateParsedBody(benchmark::State& state) {
  boost::json::parser parser;
  const std::string text = body();
  parser.write(text.data(), text.size());
  const boost::json::value json = parser.release();
  const Schema schema = order_schema();
  if (!schema.accepts(json)) state.SkipWithError(schema.failures(json).front().schema.c_str());
  for (auto _ : state) benchmark::DoNotOptimize(schema.accepts(json));
}
BENCHMARK(ValidateParsedBody);

void ValidateBodyWhileParsing(benchmark::State& state) {
  const std::string text = body();
  const Schema schema = order_schema();
  if (!schema.accepts_without_document(text))
    state.SkipWithError("the text needs a parsed document");
  for (auto _ : state) benchmark::DoNotOptimize(schema.accepts_without_document(text));
}
BENCHMARK(ValidateBodyWhileParsing);

void CompileSchema(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(order_schema());
}
BENCHMARK(CompileSchema);

}  // namespace
}  // namespace traffic
