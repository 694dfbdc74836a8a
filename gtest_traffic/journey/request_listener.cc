// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/request_listener.h"

#include <vector>

namespace traffic::detail {
namespace {

// Forwards notifications to several listeners.
class Listeners final : public RequestListener {
 public:
  void request_ended(std::string_view journey, const Exchange& exchange, bool failed) override {
    for (RequestListener* const one : all) one->request_ended(journey, exchange, failed);
  }
  std::vector<RequestListener*> all;
};

Listeners& listeners() {
  static Listeners instance;
  return instance;
}

RequestListener* current = nullptr;

}  // namespace

RequestListener* request_listener() { return current; }

void add_request_listener(RequestListener* listener) {
  listeners().all.push_back(listener);
  current = &listeners();
}

}  // namespace traffic::detail
