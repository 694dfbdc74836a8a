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
    "  runs the load of a YAML profile; --once walks each of its journeys once, as a test\n"
    "  --traffic_help lists the flags\n";

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words{argv[0]};
  std::string file;
  bool once = false, wrong = false, asks = false, named = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word(argv[i]);
    if (word == "--once") {
      once = true;
    } else if (word.starts_with("-")) {
      named |= word.starts_with("--traffic_profile=") || word.starts_with("--traffic_load=");
      asks |= word == "--help" || word == "-h" || word == "--traffic_help";
      words.emplace_back(word);
    } else {
      wrong |= !file.empty();
      file = word;
    }
  }
  if (wrong || (file.empty() && !asks && !named)) {
    std::fprintf(stderr, "error: traffic_run takes one file\n%s", kUsage);
    return 2;
  }
  if (asks) std::fputs(kUsage, stdout);
  if (!file.empty()) words.push_back((once ? "--traffic_profile=" : "--traffic_load=") + file);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  int count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  testing::InitGoogleMock(&count, arguments.data());
  traffic::Install(&count, arguments.data());
  return traffic::run_all_tests();
}
