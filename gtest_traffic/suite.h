// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gtest_traffic/suite_variables.h"

namespace traffic {

// An embedded target that serves until it is destroyed.
class EmbeddedTarget {
 public:
  virtual ~EmbeddedTarget() = default;
  virtual std::string url() const = 0;
};

// The parts of a suite binary other than its journeys.
struct Suite {
  SuiteVariables variables = {};
  // The path that --traffic_wait_ready requests if its value has none: `/health`. Ready targets
  // respond to it with a status of 2xx.
  std::string health_path = {};
  // Used if no base URL is given; may be empty.
  std::function<std::unique_ptr<EmbeddedTarget>()> start_target = {};
};

// Declares the suite of this binary. Call it at most once, before Install. Returns true, so that a
// constant can be initialized with it.
bool declare_suite(Suite suite);

namespace detail {

const Suite& declared_suite();

}  // namespace detail
}  // namespace traffic
