// SPDX-License-Identifier: Apache-2.0
// traffic_run FILE: runs a YAML profile.
#include <gmock/gmock.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/install.h"
#include "gtest_traffic/main/run.h"

namespace {

constexpr char kUsage[] =
    "usage: traffic_run [--once] FILE [--traffic_…] [--gtest_…]\n"
    "  runs the load of a YAML profile; --once runs each of its journeys once, as a test\n"
    "  --traffic_help lists the flags\n";

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words{argv[0]};
  std::string file;
  bool once = false, has_two_files = false, has_flags_help = false, has_profile_flag = false;
  const bool help = traffic::detail::wants_help(argc, argv);
  for (int i = 1; i < argc; ++i) {
    const std::string_view word(argv[i]);
    if (word == "--once") {
      once = true;
    } else if (word.starts_with("-")) {
      has_profile_flag |=
          word.starts_with("--traffic_profile=") || word.starts_with("--traffic_load=");
      has_flags_help |= word == "--traffic_help";
      words.emplace_back(word);
    } else {
      has_two_files |= !file.empty();
      file = word;
    }
  }
  if (has_two_files || (file.empty() && !help && !has_flags_help && !has_profile_flag)) {
    std::fprintf(stderr, "error: expected exactly one FILE\n%s", kUsage);
    return 2;
  }
  if (help || has_flags_help) std::fputs(kUsage, stdout);
  if (!file.empty()) words.push_back((once ? "--traffic_profile=" : "--traffic_load=") + file);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  int count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  testing::InitGoogleMock(&count, arguments.data());
  if (help) {
    traffic::detail::print_flags();
    return 0;
  }
  traffic::Install(&count, arguments.data());
  return traffic::detail::run_all_tests();
}
