// SPDX-License-Identifier: Apache-2.0
// What the motel suite reads from the environment, as the generator it replaces did, and the motel
// it starts itself.
#include "gtest_traffic/main/suite.h"

#include "fixtures/embedded.h"

namespace {

using Choice = traffic::SuiteVariables::Choice;

// A task that walks a journey once, as a test.
Choice once(std::string task, std::string journey) {
  return {"TASK", std::move(task), {{"journeys", std::move(journey)}, {"log", "json"}}};
}

// A task that starts a journey every second, and tries again what a moment's fault has failed.
Choice every_second(std::string task, std::string journey) {
  return {"TASK",
          std::move(task),
          {{"journeys", std::move(journey)},
           {"log", "json"},
           {"load", "steady"},
           {"retries", "2"},
           {"rate", "1/s"},
           {"duration", "60s"}}};
}

const bool kDeclared = traffic::declare_suite({
    .variables = {.foreign = {{"BASE_URL", "base_url"},
                              {"DURATION_SECONDS", "duration"},
                              {"API_TOKEN", "token"},
                              {"LOG_LEVEL", "log_level"},
                              {"CONNECT_TIMEOUT", "connect_timeout"},
                              {"READ_TIMEOUT", "read_timeout"}},
                  .choices = {once("ping_once", "Guest.Pings"),
                              every_second("ping_loop", "Guest.Pings"),
                              once("post_motel_chain", "Owner.PostsAChain"),
                              every_second("get_all_motels", "Guest.ListsMotels"),
                              once("price_to_reservation", "Guest.ReservesFromThePriceList")}},
    .start_target = [] { return traffic::fixtures::embedded("motel"); },
});

}  // namespace
