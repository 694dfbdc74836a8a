// SPDX-License-Identifier: Apache-2.0
// The environment variables of the motel suite and its embedded target. The variables are those of
// the generator that it replaces.
#include <gtest_traffic/suite.h>

#include <string>
#include <utility>
#include <vector>

#include "fixtures/embedded.h"

namespace {

using Choices = std::vector<traffic::SuiteVariables::Choice>;
using Settings = std::vector<std::pair<std::string, std::string>>;

// The tasks of one journey. `NAME_once` runs one iteration as a test. `NAME_loop` starts a journey
// every second and retries transient failures. The name alone means `alone`.
struct Task {
  std::string name;
  std::string journey;
  enum class Alone { kNone, kOnce, kLoop } alone = Alone::kOnce;
};

void add(const Task& task, Choices& choices) {
  Settings once{{"journeys", task.journey}, {"log", "json"}};
  Settings loop = once;
  loop.insert(loop.end(),
              {{"load", "steady"}, {"retries", "2"}, {"rate", "1/s"}, {"duration", "60s"}});
  choices.push_back({"TASK", task.name + "_once", once});
  choices.push_back({"TASK", task.name + "_loop", loop});
  if (task.alone == Task::Alone::kNone) return;
  choices.push_back({"TASK", task.name, task.alone == Task::Alone::kOnce ? once : loop});
}

Choices tasks() {
  Choices choices;
  add({"ping", "Guest.Pings", Task::Alone::kNone}, choices);
  add({"get_all_motels", "Guest.ListsMotels", Task::Alone::kLoop}, choices);
  add({"price_to_reservation", "Guest.ReservesFromThePriceList"}, choices);
  add({"post_motel_chain", "Owner.PostsAChain"}, choices);
  return choices;
}

const bool kDeclared = traffic::declare_suite({
    .variables = {.foreign = {{"BASE_URL", "base_url"},
                              {"DURATION_SECONDS", "duration"},
                              {"API_TOKEN", "token"},
                              {"LOG_LEVEL", "log_level"},
                              {"CONNECT_TIMEOUT", "connect_timeout"},
                              {"READ_TIMEOUT", "read_timeout"}},
                  .choices = tasks()},
    .start_target = [] { return traffic::fixtures::embedded("motel"); },
});

}  // namespace
