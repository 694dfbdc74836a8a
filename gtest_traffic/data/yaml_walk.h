// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "gtest_traffic/base/mistakes.h"

namespace traffic::detail {

// Receives the values of a YAML document in order. Aliases and merge keys are already resolved, and
// each key of a map comes once, before its value.
class YamlSink {
 public:
  virtual ~YamlSink() = default;
  virtual void scalar(int line, const std::string& text, bool plain) = 0;
  virtual void begin_list(int line) = 0;
  virtual void end_list() = 0;
  virtual void begin_map(int line) = 0;
  virtual void key(int line, const std::string& text) = 0;
  virtual void end_map() = 0;
};

// Limits the size of a document. Each use of an alias counts as much as the values it stands for.
struct DocumentLimits {
  std::size_t bytes = std::size_t{64} << 20;
  int depth = 500;
  std::size_t values = 2'000'000;
};

// Reads one YAML 1.2 document in one pass, in which `<<` merges maps. Adds each mistake with its
// line: syntax errors, repeated keys, keys that are not scalars, merges of other values, unknown
// aliases, a second document, and an exceeded limit. After a mistake, the sink is unfinished.
void walk_yaml(std::string_view text, const DocumentLimits& limits, YamlSink& sink,
               Mistakes& mistakes);

// Adds a mistake if a text is longer than the limit.
void check_bytes(std::string_view text, const DocumentLimits& limits, Mistakes& mistakes);

// Return the messages for the other limits.
std::string too_deep(const DocumentLimits& limits);
std::string too_many(const DocumentLimits& limits);

}  // namespace traffic::detail
