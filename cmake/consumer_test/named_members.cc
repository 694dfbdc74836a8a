// SPDX-License-Identifier: Apache-2.0
// Initializes every public struct with one named member at a time. A compiler must not warn about
// the others.
#include <gtest_traffic/gtest_traffic.h>
#include <gtest_traffic/install.h>
#include <gtest_traffic/suite.h>

using namespace std::chrono_literals;
using namespace traffic;

namespace {

// Creates a value and makes the compiler treat it as used.
template <class... T>
void make(const T&...) {}

[[maybe_unused]] void requests() {
  make(RequestOptions{.headers = {{"Accept", "text/csv"}}}, RequestOptions{.query = {{"page", 2}}},
       RequestOptions{.auth = no_auth()}, RequestOptions{.range = bytes_from(10)},
       RequestOptions{.into = discard_body()}, RequestOptions{.expect = Expect::kContinue},
       RequestOptions{.decoding = Decoding::kOff}, RequestOptions{.read_timeout = 2s},
       RequestOptions{.redirects = 0}, RequestOptions{.retries = 1});
  make(FileOptions{.name = "a.csv"}, FileOptions{.type = "text/csv"}, File{.path = "a.csv"},
       File{.bytes = "a;b"}, SinkOptions{.limit = 10}, SinkOptions{.digest = Digest::kSha256},
       BodySink{.kind = BodySink::Kind::kDiscard}, BodySink{.path = "a.csv"}, ByteRange{.first = 1},
       ByteRange{.last = 1}, ContentRange{.size = 1}, Cookie{.name = "a"}, Cookie{.value = "b"},
       Cookie{.http_only = true}, FormField{.name = "a"}, FormField{.value = 1},
       Origin{.host = "localhost"}, TlsInfo{.cipher = "none"}, Exchange{.name = "GET /"},
       Exchange{.status = 200});
  make(OAuth2{.token_url = "/token"}, OAuth2{.client_id = "a"}, OAuth2{.scope = "read"},
       OAuth2{.parameters = {{"audience", "orders"}}}, OAuth2{.client_proof = ClientProof::kBody});
}

[[maybe_unused]] void journeys_and_loads() {
  make(JourneyOptions{.weight = 2}, JourneyOptions{.tags = {"smoke"}},
       JourneyOptions{.rows = rows({{{"a", 1}}})}, Within{.duration = 1s}, Every{.duration = 1s},
       FeederEmpty{.what = "a"});
  make(MixEntry{.journey = "Shopper.Buys"}, MixEntry{.weight = 2}, UserClass{.user = "Shopper"},
       UserClass{.weight = 3}, UserClass{.exactly = 1}, Stage{.duration = 1s},
       Stage{.to = users(2)}, Stage{.at_once = true}, Stage{.name = "calm"},
       Stairs{.from = users(1)}, Stairs{.by = users(1)}, Stairs{.steps = 2}, Stairs{.each = 1s},
       Spikes{.base = per_second(1)}, Spikes{.peak = per_second(2)}, Spikes{.every = 1s},
       Spikes{.lasting = 1s}, Spikes{.times = 2}, UserCount{.count = 1},
       CapacityRange{.from = per_second(1)}, CapacityRange{.each = 2s},
       CapacityRange{.precision = 1_percent});
  make(StageName{.name = "calm"}, When{.duration = 1s}, When{.stage = "calm"},
       Metric{.kind = Metric::Kind::kMax}, Metric{.percentile = 99}, Metric{.scope = "GET /"},
       GateResult{.gate = "p99<1s"}, GateResult{.verdict = Verdict::kFail}, Report{.name = "a"},
       Report{.interrupted = true}, StepStatistics{.errors = 1}, JourneyStatistics{.completed = 1},
       DistinctFailure{.line = 1}, GeneratorHealth{.workers = 1}, Capacity{.rate = per_second(1)},
       CapacityStep{.rate = per_second(1)}, SeriesRow{.stage = "calm"});
}

[[maybe_unused]] void schemas_and_suites() {
  make(SchemaOptions{.dialect = SchemaDialect::kDraft7},
       SchemaOptions{.formats = SchemaFormats::kAssert},
       SchemaOptions{.ignored_formats = {"color"}}, SchemaOptions{.documents = {}},
       SchemaOptions{.at = "/$defs/a"}, SchemaFailure{.instance = "/a"},
       JsonRule{.kind = JsonRule::Kind::kUnordered}, JsonRule{.path = "/a"},
       JsonRule{.numbers = 0.1}, Error{.message = "a"});
  make(Suite{.variables = {.foreign = {{"RPS", "rps"}}}}, Suite{.start_target = {}},
       SuiteVariables{.defaults = {{"seed", "1"}}}, SuiteVariables{.choices = {{.variable = "A"}}},
       SuiteVariables{.choices = {{.settings = {}}}},
       SuiteVariables{.profiles = {{.profile = "a"}}}, Location{.line = 1});
}

}  // namespace
