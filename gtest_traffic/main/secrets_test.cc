// SPDX-License-Identifier: Apache-2.0
// Secrets in every place and encoding, searched in everything that a program prints and writes.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "gtest_traffic/base/testing/command.h"
#include "gtest_traffic/main/testing/canary.h"
#include "gtest_traffic/server.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

// Returns whether a text contains the core of a secret: as it is, in hexadecimal, or in base64 at
// any alignment. The middle of its base64 does not depend on the bytes around it.
bool contains_core(const std::string& text, const std::string& core) {
  if (text.find(core) != std::string::npos) return true;
  if (upper(text).find(upper(canary::encoded(core, 7))) != std::string::npos) return true;
  for (std::size_t before = 0; before < 3; ++before) {
    const std::string encoded = canary::base64(std::string(before, 'x') + core);
    if (text.find(encoded.substr(4, 8)) != std::string::npos) return true;
  }
  return false;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class SecretsTest : public testing::Test {
 protected:
  SecretsTest() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    const auto ok = [](const ServerRequest&) { return ServerResponse{.headers = {}}; };
    for (const char* path : {"/ok/{}", "/ok/{}/{}"}) {
      server_.route("GET", path, ok);
      server_.route("POST", path, ok);
    }
    server_.route("GET", "/leak/{}/{}", [](const ServerRequest& request) {
      const std::string& place = request.parameters[0];
      const std::string text =
          canary::encoded(canary::index_of(place), std::stoi(request.parameters[1]));
      if (place == "responseheader") return ServerResponse{.headers = {{"X-Note", text}}};
      // Some encodings are JSON already, the others must become it.
      const bool is_json = text.find('"') == std::string::npos || text.find("\\\"") != text.npos;
      const std::string json = is_json ? text : canary::escaped(text, "\\u%04x");
      if (place == "responsejson") return ServerResponse{.body = "{\"note\":\"" + json + "\"}"};
      return ServerResponse{.body = "note " + text, .content_type = "text/plain"};
    });
    server_.start();
  }
  ~SecretsTest() override {
    server_.stop();
    fs::remove_all(folder_);
  }

  // Runs the program. Its output becomes a file too.
  int run(std::vector<std::string> arguments, const std::string& output) {
    std::vector<std::string> variables = {"GITHUB_STEP_SUMMARY=" + (folder_ / "step.md").string(),
                                          "API_KEY=" + canary::value(98, 0)};
    for (int place = 0; place < canary::kPlaceCount; ++place) {
      for (int encoding = 0; encoding < canary::kEncodingCount; ++encoding) {
        variables.push_back(canary::name(place, encoding) + "=" + canary::value(place, encoding));
      }
    }
    arguments.insert(arguments.begin(), SECRETS_PROBE);
    const Outcome outcome = run_command(std::move(arguments), std::move(variables));
    std::ofstream(folder_ / output, std::ios::binary) << outcome.text;
    return outcome.exit_code;
  }
  std::vector<std::string> load(const std::string& log) const {
    return {"--traffic_load=steady",
            "--traffic_rate=100/s",
            "--traffic_duration=1500ms",
            "--traffic_expect=error_rate<1%",
            "--traffic_log=" + log,
            "--traffic_csv=" + path("csv"),
            "--traffic_report_dir=" + path(log),
            "--gtest_output=xml:" + path(log + ".xml"),
            target()};
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string target() const {
    return "--traffic_base_url=http://127.0.0.1:" + std::to_string(server_.port());
  }

  // Returns the files that show a secret, with its place and encoding.
  std::vector<std::string> leaks() const {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      if (!entry.is_regular_file()) continue;
      const std::string text = read_file(entry.path());
      for (int place = 0; place < canary::kPlaceCount; ++place) {
        for (int encoding = 0; encoding < canary::kEncodingCount; ++encoding) {
          if (!contains_core(text, canary::core(place, encoding))) continue;
          out.push_back(entry.path().filename().string() + " shows the secret of the place '" +
                        std::string(canary::kPlaces[place]) + "', encoded as " +
                        std::string(canary::kEncodings[encoding]));
        }
      }
      if (contains_core(text, canary::core(98, 0))) {
        out.push_back(entry.path().filename().string() + " shows the secret of a setting");
      }
    }
    return out;
  }

  Server server_;
  fs::path folder_ = fs::temp_directory_path() / ("secrets_test_" + std::to_string(getpid()));
};

TEST_F(SecretsTest, TestsShowNoSecretInAnyOutput) {
  const std::vector<std::string> common = {target(), "--traffic_har=all",
                                           "--traffic_report_dir=" + path("report"),
                                           "--traffic_junit=" + path("junit.xml")};
  auto text = common, json = common;
  text.insert(text.end(), {"--gtest_output=xml:" + path("gtest.xml"), "--traffic_log=text"});
  json.insert(json.end(), {"--gtest_output=json:" + path("gtest.json"), "--traffic_log=json",
                           "--traffic_log_level=debug", "--traffic_test_retries=1"});
  EXPECT_EQ(run(text, "stdout.txt"), 1);
  EXPECT_EQ(run(json, "stdout.json"), 1);
  EXPECT_THAT(leaks(), testing::IsEmpty());

  // The outputs show each place, so there was something to hide.
  for (const std::string_view place : canary::kPlaces) {
    for (const char* const file : {"stdout.txt", "gtest.xml", "gtest.json", "junit.xml"}) {
      // GoogleTest does not print properties, and writes no messages of skipped tests as JSON.
      if (place == "property" && file == std::string_view("stdout.txt")) continue;
      if (place == "skip" && file == std::string_view("gtest.json")) continue;
      EXPECT_THAT(read_file(folder_ / file), HasSubstr(std::string(place))) << file;
    }
  }
  EXPECT_THAT(read_file(folder_ / "gtest.xml"), HasSubstr("caf\uFFFD and \uFFFD"));
  EXPECT_THAT(read_file(folder_ / "report/har/Canary.ResponseHeader.har"), HasSubstr("***"));
  EXPECT_THAT(read_file(folder_ / "stdout.json"), HasSubstr("http://***@127.0.0.1/userinfo"));
}

TEST_F(SecretsTest, LoadsShowNoSecretInAnyOutput) {
  EXPECT_EQ(run(load("text"), "stdout.txt"), 1);
  EXPECT_EQ(run(load("json"), "stdout.json"), 1);
  EXPECT_THAT(leaks(), testing::IsEmpty());
  for (const char* const file :
       {"stdout.txt", "stdout.json", "text.xml", "step.md", "csv_failures.csv", "text/report.json",
        "text/report.html", "text/summary.md", "text/results.jsonl", "text/failures.csv"}) {
    EXPECT_THAT(read_file(folder_ / file), HasSubstr("userinfo")) << file;
  }
  EXPECT_THAT(read_file(folder_ / "text/report.json"), HasSubstr("***"));
}

TEST_F(SecretsTest, RejectedSettingsShowNoSecret) {
  for (int encoding = 0; encoding < canary::kEncodingCount; ++encoding) {
    const std::string text = canary::encoded(canary::value(98, 0), encoding);
    const int code = run({"--traffic_rate=x" + text, "--traffic_journeys=" + text,
                          "--traffic_duration=x" + text, "--traffic_base_url=http://h/" + text,
                          "--traffic_proxy=" + text, "--traffic_unknown=" + text,
                          "--traffic_report_dir=/dev/null/" + text, "--gtest_filter=" + text},
                         "settings" + std::to_string(encoding) + ".txt");
    EXPECT_EQ(code, 2);
  }
  EXPECT_THAT(leaks(), testing::IsEmpty());
  EXPECT_THAT(read_file(folder_ / "settings0.txt"), HasSubstr("***"));
}

}  // namespace
}  // namespace traffic::detail
