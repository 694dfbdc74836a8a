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

// Returns a secret by its name: from where the environment file says, else from the environment
// variable of that name, else from the file that `<name>_FILE` names; `API_KEY` and `API_TOKEN` are
// first of all given by --traffic_api_key and --traffic_token. From then on the value is `***` in
// everything printed or written. Thread-safe. Throws MissingSecret.
const std::string& secret(const std::string& name);

// Says why a secret is not to be had: `the environment variable API_KEY is not set`.
std::string missing_secret_text(const std::string& name);

// Returns it, or nothing when it was not given.
const std::string* find_secret(const std::string& name);

}  // namespace traffic
