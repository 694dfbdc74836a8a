// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/clean_up_runs.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/journey/clean_up.h"

namespace traffic::detail {
namespace {

// Returns the folder of this program, because only this program knows the users with the permission
// to delete. Returns an empty text if no folder is available.
std::string ledger_folder() {
  const std::string& given = settings().ledger;
  if (given == "none") return {};
  if (!given.empty()) return given;
  std::filesystem::path state;
  const char* const home = std::getenv("HOME");
  if (const char* const folder = std::getenv("XDG_STATE_HOME");
      folder != nullptr && *folder == '/') {
    state = folder;
  } else if (home != nullptr && *home == '/') {
    state = std::filesystem::path(home) / ".local" / "state";
  } else {
    return {};
  }
  return (state / "gtest_traffic" / program_invocation_short_name).string();
}

void print(const CleanUp& result, const char* nothing) {
  const char* const whose = result.deleted > 0 ? "" : " of earlier runs";
  std::string text = text_of_unknown(result.unknown, whose);
  if (result.deleted > 0) {
    text = fmt::format("deleted {} resource{} of earlier runs{}{}", result.deleted,
                       result.deleted == 1 ? "" : "s", text.empty() ? "\n" : "; ", text);
  }
  if (!text.empty()) {
    std::fprintf(stderr, "clean-up: %s", text.c_str());
  } else if (result.remaining.empty()) {
    std::fputs(nothing, stderr);
  }
  if (!result.remaining.empty()) {
    std::fprintf(stderr, "clean-up: %s", text_of_remaining(result.remaining).c_str());
  }
}

CleanUp clean_up_and_print(const char* nothing) {
  return clean_up_journals(ledger_folder(), settings().base_url,
                           [nothing](const CleanUp& result) { print(result, nothing); });
}

// Resources that cannot be deleted do not prevent the tests.
class CleanUpEnvironment final : public testing::Environment {
  void SetUp() override { clean_up_and_print(""); }
  void TearDown() override {
    const std::string text = text_of_unknown(ledger().take_requests());
    if (!text.empty()) std::fprintf(stderr, "clean-up: %s", text.c_str());
  }
};

}  // namespace

void enable_clean_up() {
  if (settings().base_url.empty()) return;  // resources of an embedded target end with it
  ledger().keep_journal_in(ledger_folder());
  testing::AddGlobalTestEnvironment(new CleanUpEnvironment);
}

int clean_up_and_report() {
  const CleanUp result = clean_up_and_print("clean-up: no resources to delete\n");
  return result.remaining.empty() && result.unknown.empty() ? 0 : 1;
}

}  // namespace traffic::detail
