// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest_traffic/client/client.h"
#include "gtest_traffic/client/rate_cap.h"
#include "gtest_traffic/config/client_settings.h"
#include "gtest_traffic/fiber/reactor.h"
#include "gtest_traffic/journey/registry.h"
#include "gtest_traffic/journey/whereabouts.h"
#include "gtest_traffic/metrics/recorder.h"
#include "gtest_traffic/net/tls_client.h"
#include "gtest_traffic/random.h"
#include "gtest_traffic/url.h"

namespace traffic::detail {

class Session;

// Assigns a time slot to each request of a request-paced load.
class RequestSlots {
 public:
  // Suspends the session's fiber until a request is due; returns the due time.
  virtual Time take(Session& session) = 0;

 protected:
  ~RequestSlots() = default;
};

// The state that all virtual users of one thread share.
struct RunContext {
  enum class Use : std::uint8_t { kTest, kLoad, kBenchmark };

  RunContext(Reactor& on, Recorder& into, Use as, const ClientSettings& with)
      : reactor(on),
        recorder(into),
        use(as),
        tls(with.tls),
        traces(with.trace == Tracing::kOn),
        headers(with.headers) {
    client.connect_timeout = with.connect_timeout;
    client.read_timeout = with.read_timeout;
    client.rule = with.rule;
    client.tls = &tls;
    client.proxies = with.proxies;
  }

  // Uses the settings of the process.
  RunContext(Reactor& on, Recorder& into, Use as)
      : RunContext(
            on, into, as,
            client_settings(settings(), as == Use::kTest ? TargetUse::kTest : TargetUse::kLoad)) {}

  void set_target(const BaseUrl& url) {
    target = url;
    origin = url.Origin::text();
    TlsOptions options = tls.options();
    options.named_host = url.host;  // a name set by a flag applies only to the target
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
  std::optional<ThinkTime> think;  // overrides the think times of journeys
  std::vector<const Journey*> mix;
  RequestSlots* slots = nullptr;
  std::optional<RateCap> cap;                                // limits the rate of sent requests
  Histogram cap_wait;                                        // wait of each delayed request
  bool traces;                                               // requests carry a traceparent
  std::vector<std::pair<std::string, std::string>> headers;  // of every user
  std::string out_of_data;  // message of an exhausted feeder; if not empty, no iteration starts
  bool stopping = false;    // calls return an error immediately and are not counted
  std::uint64_t connections_opened = 0;
  Histogram connect_time;  // of each new connection
  Random jitter{0};
  std::function<Time()> poll_clock = [] { return Clock::now(); };  // clock of polling blocks
};

}  // namespace traffic::detail
