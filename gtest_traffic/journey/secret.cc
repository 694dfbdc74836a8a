// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/secret.h"

#include <cstdlib>
#include <map>
#include <mutex>

#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/journey/settings.h"

namespace traffic {
namespace {

std::string given(const std::string& name) {
  if (name == "API_KEY" && !settings().api_key.empty()) return settings().api_key;
  if (name == "API_TOKEN" && !settings().token.empty()) return settings().token;
  const char* const variable = std::getenv(name.c_str());
  return variable == nullptr ? "" : variable;
}

}  // namespace

const std::string* find_secret(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, std::string> known;
  const std::lock_guard lock(mutex);
  const auto entry = known.find(name);
  if (entry != known.end()) return &entry->second;
  std::string value = given(name);
  if (value.empty()) return nullptr;
  redactor().add_secret(name, value);
  return &known.emplace(name, std::move(value)).first->second;
}

const std::string& secret(const std::string& name) {
  const std::string* const value = find_secret(name);
  if (value == nullptr) {
    throw MissingSecret("the secret '" + name + "' is not set: set the environment variable " +
                        name);
  }
  return *value;
}

}  // namespace traffic
