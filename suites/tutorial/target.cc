// SPDX-License-Identifier: Apache-2.0
// The embedded server of the tutorial, used when no --traffic_base_url is given. In your project,
// your own server takes its place.
#include <gtest_traffic/suite.h>

#include <cstdlib>
#include <map>
#include <mutex>

#include "fixtures/auth.h"
#include "fixtures/json_output.h"
#include "fixtures/shop.h"
#include "fixtures/web.h"

namespace {

using namespace traffic::fixtures;
using traffic::ServerRequest;
using traffic::ServerResponse;

class TutorialTarget final : public traffic::EmbeddedTarget {
 public:
  TutorialTarget() {
    auth_.add_to(server_);
    web_.add_to(server_);
    shop_.add_to(server_);
    server_.route("POST", "/letters", [](const ServerRequest& request) {
      return json_reply(201, R"({"type":)" + quote(request.header("Content-Type")) + "}");
    });
    server_.route("POST", "/parcels", [this](const ServerRequest&) {
      const std::lock_guard lock(mutex_);
      const std::string id = std::to_string(parcels_.size() + 1);
      parcels_[id] = 0;
      return json_reply(201, R"({"id":)" + quote(id) + "}");
    });
    server_.route("GET", "/parcels/{}", [this](const ServerRequest& request) {
      const std::lock_guard lock(mutex_);
      const bool there = ++parcels_[request.parameters[0]] > kLooks;
      return json_reply(200, there ? R"({"state":"DELIVERED"})" : R"({"state":"SENT"})");
    });
    server_.route("DELETE", "/parcels/{}",
                  [](const ServerRequest&) { return json_reply(204, ""); });
    server_.start();
  }
  std::string url() const override { return server_.url(); }

 private:
  static constexpr int kLooks = 3;

  AuthService auth_;
  WebService web_;
  ShopService shop_{{.api_key = ""}};  // requires no API key
  std::mutex mutex_;
  std::map<std::string, int> parcels_;  // number of requests for each parcel
  traffic::Server server_;
};

const bool kDeclared = traffic::declare_suite({
    .variables = {},
    .start_target = [] { return std::make_unique<TutorialTarget>(); },
});

// In your project, the shell or the CI system sets these variables.
const std::string kPassword(kAuthPassword);
const bool kSecretsSet = setenv("ADA_PASSWORD", kPassword.c_str(), 0) == 0 &&
                         setenv("CLIENT_SECRET", kPassword.c_str(), 0) == 0;

}  // namespace
