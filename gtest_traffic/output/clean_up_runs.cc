// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/output/clean_up_runs.h"

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
  if (result.deleted > 0) {
    std::fprintf(stderr, "clean-up: deleted %zu resource%s of earlier runs\n", result.deleted,
                 result.deleted == 1 ? "" : "s");
  } else if (result.left.empty()) {
    std::fputs(nothing, stderr);
  }
  if (!result.left.empty()) {
    std::fprintf(stderr, "clean-up: %s", text_of_left(result.left).c_str());
  }
}

// Resources that cannot be deleted do not prevent the tests.
class CleanUpEnvironment final : public testing::Environment {
  void SetUp() override { print(clean_up_journals(ledger_folder(), settings().base_url), ""); }
};

}  // namespace

void enable_clean_up() {
  if (settings().base_url.empty()) return;  // resources of an embedded target end with it
  ledger().keep_journal_in(ledger_folder());
  testing::AddGlobalTestEnvironment(new CleanUpEnvironment);
}

int clean_up_and_report() {
  const CleanUp result = clean_up_journals(ledger_folder(), settings().base_url);
  print(result, "clean-up: no resources to delete\n");
  return result.left.empty() ? 0 : 1;
}

}  // namespace traffic::detail
