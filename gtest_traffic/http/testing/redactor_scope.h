// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {

// Has the process know no secrets but those registered in this scope. What other tests registered,
// such as the password of a URL, hides nothing here.
class RedactorScope {
 public:
  RedactorScope() { redactor().state_.swap(mine_.state_); }
  ~RedactorScope() { redactor().state_.swap(mine_.state_); }
  RedactorScope(const RedactorScope&) = delete;
  RedactorScope& operator=(const RedactorScope&) = delete;

 private:
  Redactor mine_;  // holds those of the process meanwhile
};

}  // namespace traffic::detail
