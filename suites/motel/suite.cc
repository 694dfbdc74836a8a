// SPDX-License-Identifier: Apache-2.0
// The environment variables of the motel suite and its embedded target. The variables are those of
// the generator that it replaces.
#include <gtest_traffic/suite.h>

#include "fixtures/embedded.h"

namespace {

using Choice = traffic::SuiteVariables::Choice;

// A task that runs one iteration of a journey as a test.
Choice once(std::string task, std::string journey) {
  return {"TASK", std::move(task), {{"journeys", std::move(journey)}, {"log", "json"}}};
}

// A task that starts a journey every second and retries transient failures.
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
