// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/secret.h"

#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <mutex>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/http/redaction.h"

namespace traffic {
using namespace detail;
namespace {

std::string variable_value(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

// A line break at the end of the file is not part of the secret.
std::string file_value(const std::string& path) {
  if (path.empty()) return {};
  const Expected<std::string> text = read_text_file(path);
  return text ? std::string(trim(*text)) : "";
}

const SecretSource* declared(const std::string& name) {
  const auto& secrets = settings().environment_settings.secrets;
  const auto found = secrets.find(name);
  return found == secrets.end() ? nullptr : &found->second;
}

std::string given(const std::string& name) {
  if (name == "API_KEY" && !settings().api_key.empty()) return settings().api_key;
  if (name == "API_TOKEN" && !settings().token.empty()) return settings().token;
  if (const SecretSource* const source = declared(name)) {
    if (!source->file.empty()) return file_value(source->file);
    if (source->variable != name) return variable_value(source->variable);
  }
  std::string value = variable_value(name);
  return value.empty() ? file_value(variable_value(name + "_FILE")) : value;
}

}  // namespace

std::string detail::missing_secret_text(const std::string& name) {
  const SecretSource* const source = declared(name);
  if (source != nullptr && !source->file.empty()) {
    const Expected<std::string> text = read_text_file(source->file);
    return text ? source->file + ": the file is empty" : text.error().message;
  }
  const bool other = source != nullptr && source->variable != name;
  return fmt::format(
      "the environment variable {} is not set{}", other ? source->variable : name,
      other ? "" : "; set it, or set " + name + "_FILE to the path of a file that contains it");
}

const std::string* detail::find_secret(const std::string& name) {
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
    throw MissingSecret("missing secret '" + name + "': " + missing_secret_text(name));
  }
  return *value;
}

}  // namespace traffic
