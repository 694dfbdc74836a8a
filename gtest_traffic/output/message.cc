// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/message.h"

#include <chrono>
#include <cstdio>
#include <string>

#include "gtest_traffic/http/redacted.h"
#include "gtest_traffic/report/console/json_log.h"

namespace traffic::detail {
namespace {

struct LevelName {
  std::string_view json;
  std::string_view text;
};

LevelName name_of(LogLevel level) {
  switch (level) {
    case LogLevel::kError:
      return {"error", "error"};
    case LogLevel::kWarning:
      return {"warning", "warning"};
    case LogLevel::kInfo:
    case LogLevel::kDebug:
      break;
  }
  return {"info", "note"};
}

}  // namespace

void print_message(LogLevel level, std::string_view text) {
  const LevelName name = name_of(level);
  if (settings().log == LogFormat::kJson) {
    if (level < settings().log_level) return;
    const std::string line = log_message(std::chrono::system_clock::now(), name.json, text);
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
    return;
  }
  const std::string line = std::string(name.text) + ": " + without_secrets(text) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace traffic::detail
