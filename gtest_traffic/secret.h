// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace traffic {

// Thrown if a journey needs a secret that is not set; ends the iteration as a failed check.
class MissingSecret : public std::exception {
 public:
  explicit MissingSecret(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

// Returns a secret by its name. The sources are, in this order: the source in the environment file,
// the environment variable of that name, and the file in `<name>_FILE`. For `API_KEY` and
// `API_TOKEN`, --traffic_api_key and --traffic_token take precedence. All later output shows the
// value as `***`. Thread-safe. Throws MissingSecret.
const std::string& secret(const std::string& name);

namespace detail {

// Returns why a secret is not available: `the environment variable API_KEY is not set`.
std::string missing_secret_text(const std::string& name);

// Returns the secret, or null if it is not set.
const std::string* find_secret(const std::string& name);

}  // namespace detail
}  // namespace traffic
