// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/method.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>

#include "gtest_traffic/base/interned_text.h"
#include "gtest_traffic/http/token.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kKnown = std::size(kMethods);

// Other threads read a name while one is added.
struct OtherMethods {
  std::mutex mutex;
  std::size_t count = 0;
  std::array<std::atomic<const std::string*>, 256 - kKnown> names{};
};

OtherMethods& other_methods() {
  static OtherMethods instance;
  return instance;
}

bool is_token(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return kInToken[c]; });
}

}  // namespace

Method method_named(std::string_view name) {
  const auto* const known = std::find(std::begin(kMethods), std::end(kMethods), name);
  if (known != std::end(kMethods)) return static_cast<Method>(known - std::begin(kMethods));
  if (!is_token(name) || name == "CONNECT") {
    throw std::invalid_argument(
        fmt::format("'{}' is not a method that a request can have: expected a name such as "
                    "PROPFIND, but not CONNECT",
                    name));
  }
  OtherMethods& others = other_methods();
  const std::lock_guard lock(others.mutex);
  for (std::size_t i = 0; i < others.count; ++i) {
    if (*others.names[i] == name) return static_cast<Method>(kKnown + i);
  }
  if (others.count == others.names.size()) {
    throw std::invalid_argument("the program uses too many different method names");
  }
  others.names[others.count] = &interned_text(name);
  return static_cast<Method>(kKnown + others.count++);
}

std::string_view name_of_other_method(Method method) {
  return *other_methods().names[static_cast<std::size_t>(method) - kKnown];
}

}  // namespace traffic::detail
