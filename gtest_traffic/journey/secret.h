// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace traffic {

// Says that a journey needs a secret nobody gave; ends the journey as a failed check.
class MissingSecret : public std::exception {
 public:
  explicit MissingSecret(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

// Returns a secret by the name of its environment variable; `API_KEY` and `API_TOKEN` are also
// given by
// --traffic_api_key and --traffic_token. From then on the value is `***` in everything printed or
// written. Thread-safe. Throws MissingSecret.
const std::string& secret(const std::string& name);

// Returns it, or nothing when it was not given.
const std::string* find_secret(const std::string& name);

}  // namespace traffic
