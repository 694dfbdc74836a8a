// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/config/signals.h"
#include "gtest_traffic/units.h"

namespace traffic::detail {

// Handles SIGINT and SIGTERM while a load runs; see SignalScope.
class LoadSignals {
 public:
  explicit LoadSignals(Duration grace)
      : scope_("no new journeys start; running journeys may finish within " + to_string(grace) +
                   "; interrupt again to end now",
               "the run ends now, with its reports; a third time ends the process without them") {}

 private:
  SignalScope scope_;
};

}  // namespace traffic::detail
