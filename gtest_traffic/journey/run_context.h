// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/base/random.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/journey/rate_cap.h"
#include "gtest_traffic/journey/registry.h"
#include "gtest_traffic/journey/settings.h"
#include "gtest_traffic/journey/whereabouts.h"
#include "gtest_traffic/metrics/recorder.h"
#include "gtest_traffic/net/client.h"
#include "gtest_traffic/net/reactor.h"
#include "gtest_traffic/net/tls_client.h"

namespace traffic {

class Session;

// Gives each request of a request-paced load its slot.
class RequestSlots {
 public:
  // Waits, suspending the session's fiber, until a request is due; returns when it was.
  virtual Time take(Session& session) = 0;

 protected:
  ~RequestSlots() = default;
};

// What all virtual users of one thread share.
struct RunContext {
  enum class Use : std::uint8_t { kTest, kLoad, kBenchmark };

  RunContext(Reactor& on, Recorder& into, Use as)
      : reactor(on), recorder(into), use(as), tls(settings().tls) {
    client.tls = &tls;
    client.proxies = settings().proxies;
  }

  void set_target(const BaseUrl& url) {
    target = url;
    origin = url.Origin::text();
    TlsOptions options = tls.options();
    options.named_host = url.host;  // the name given by a flag is the target's alone
    tls.configure(std::move(options));
  }

  Reactor& reactor;
  Recorder& recorder;
  Progress progress;
  Use use;
  LoadModel model = LoadModel::kClosed;
  BaseUrl target;
  std::string origin;  // `http://127.0.0.1:8080`
  TlsClient tls;
  ClientOptions client;
  unsigned retries = 0;
  std::optional<ThinkTime> think;  // replaces what journeys say
  std::vector<const Journey*> mix;
  RequestSlots* slots = nullptr;
  std::optional<RateCap> cap;                      // of what goes out
  Histogram cap_wait;                              // of each request that it held back
  bool traces = settings().trace == Tracing::kOn;  // requests carry a traceparent
  std::string out_of_data;  // a feeder has nothing left, and says so; then no iteration starts
  bool stopping = false;    // calls return an error at once and count for nothing
  std::uint64_t connections_opened = 0;
  Histogram connect_time;  // of each
  Random jitter{0};
  std::function<Time()> poll_clock = [] { return Clock::now(); };  // that polling blocks go by
};

}  // namespace traffic
