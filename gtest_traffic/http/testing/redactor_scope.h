// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {

// Limits the secrets of the process to those registered in this scope. Secrets that other tests
// have registered, such as the password of a URL, are not hidden in this scope.
class RedactorScope {
 public:
  RedactorScope() { redactor().state_.swap(mine_.state_); }
  ~RedactorScope() { redactor().state_.swap(mine_.state_); }
  RedactorScope(const RedactorScope&) = delete;
  RedactorScope& operator=(const RedactorScope&) = delete;

 private:
  Redactor mine_;  // the other secrets, until the end of the scope
};

}  // namespace traffic::detail
