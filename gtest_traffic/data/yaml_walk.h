// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/data/document_limits.h"

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

// Reads one YAML 1.2 document in one pass, in which `<<` merges maps. Adds each mistake with its
// line: syntax errors, repeated keys, keys that are not scalars, merges of other values, unknown
// aliases, a second document, and an exceeded limit. After a mistake, the sink is unfinished.
void walk_yaml(std::string_view text, const DocumentLimits& limits, YamlSink& sink,
               Mistakes& mistakes);

}  // namespace traffic::detail
