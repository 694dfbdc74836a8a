// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "gtest_traffic/clock.h"
#include "gtest_traffic/location.h"

namespace traffic {

namespace detail {
class Session;
}

// Groups the requests during its lifetime into one named row of the report. The requests also keep
// their own rows. `STEP("checkout") { … }` expands to `if (const traffic::Step step{"checkout"};
// true) { … }`.
class Step {
 public:
  // The name must have static storage duration.
  explicit Step(std::string_view name, Location location = Location::current());
  ~Step();
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

 private:
  friend class detail::Session;
  detail::Session* session_;
  Step* outer_;
  std::string_view name_;
  unsigned id_ = 0;  // id of its row
  Time begin_;
  unsigned failed_checks_ = 0;
  int uncaught_exceptions_ = 0;  // number at construction
};

}  // namespace traffic
