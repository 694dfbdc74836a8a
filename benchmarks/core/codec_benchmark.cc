// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <string>

#include "gtest_traffic/client/request_head.h"
#include "gtest_traffic/codec/response_reader.h"

namespace traffic {
using namespace detail;
namespace {

const std::string kResponse =
    "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Sat, 21 Nov 2026 07:00:00 GMT\r\n"
    "Content-Type: application/json\r\nContent-Length: 200\r\nConnection: keep-alive\r\n\r\n" +
    std::string(200, 'x');

void ReadResponse(benchmark::State& state) {
  ResponseReader reader;
  Arena arena;
  for (auto _ : state) {
    reader.begin(Method::kGet, arena, ResponseLimits{});
    if (reader.feed(kResponse) != ResponseReader::Progress::kDone) state.SkipWithError("not done");
    benchmark::DoNotOptimize(reader.status());
    arena.release();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(kResponse.size()));
}
BENCHMARK(ReadResponse);

void WriteRequestHead(benchmark::State& state) {
  const RequestHead head("127.0.0.1:8080");
  const RequestFields fields{
      .method = Method::kPost, .content_type = "application/json", .content_length = 42};
  std::string out;
  for (auto _ : state) {
    out.clear();
    head.append_to(out, fields);
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(WriteRequestHead);

}  // namespace
}  // namespace traffic
