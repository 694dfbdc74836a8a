// SPDX-License-Identifier: Apache-2.0
// Runs the suite by its task names, as a cron job does.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "fixtures/targets.h"

namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using traffic::fixtures::start_target;

struct Outcome {
  int exit_code = -1;
  std::string errors;                     // the text on stderr
  std::vector<boost::json::value> lines;  // the lines of stdout, each of them JSON

  std::vector<std::string> requests() const {
    std::vector<std::string> found;
    for (const auto& line : lines) {
      if (line.at("event") == "request") {
        found.push_back(fmt::format("{} {}", line.at("step").as_string().c_str(),
                                    line.at("status").as_int64()));
      }
    }
    return found;
  }
  bool has_event(std::string_view event) const {
    return std::any_of(lines.begin(), lines.end(), [&](const boost::json::value& line) {
      return std::string_view(line.at("event").as_string()) == event;
    });
  }
};

std::string read_all(std::FILE* file) {
  std::string text;
  std::array<char, 4096> part{};
  for (std::size_t size; (size = std::fread(part.data(), 1, part.size(), file)) > 0;) {
    text.append(part.data(), size);
  }
  return text;
}

// Runs the suite with only these variables in its environment.
Outcome run(const std::string& variables) {
  Outcome result;
  const std::string errors = testing::TempDir() + fmt::format("motel_tasks_{}", ::getpid());
  std::FILE* const output =
      ::popen(fmt::format("env -i {} {} 2>{}", variables, MOTEL_SUITE, errors).c_str(), "r");
  const std::string text = read_all(output);
  const int status = ::pclose(output);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  if (std::FILE* const file = std::fopen(errors.c_str(), "r")) {
    result.errors = read_all(file);
    std::fclose(file);
  }
  std::remove(errors.c_str());
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    boost::json::error_code code;
    boost::json::value line = boost::json::parse(text.substr(start, end - start), code);
    if (code) {
      ADD_FAILURE() << "expected JSON on stdout, got: " << text.substr(start, end - start);
    } else {
      result.lines.push_back(std::move(line));
    }
    start = end + 1;
  }
  return result;
}

TEST(MotelTasksTest, TaskRunsItsJourneyOnce) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> tasks{
      {"ping_once", {"GET /motelApi/v1/ping 200"}},
      {"post_motel_chain", {"POST /motelApi/v1/motels/chains 201"}},
      {"price_to_reservation",
       {"GET /motelApi/v1/priceList 200", "POST /motelApi/v1/reservations 201",
        "GET /motelApi/v1/reservations/{} 200"}}};
  for (const auto& [task, requests] : tasks) {
    const Outcome once = run("TASK=" + task + " LOG_LEVEL=DEBUG");
    EXPECT_EQ(once.exit_code, 0) << task << "\n" << once.errors;
    EXPECT_EQ(once.requests(), requests) << task;
    EXPECT_TRUE(once.has_event("test"));
  }
}

TEST(MotelTasksTest, RequestsAreLoggedOnlyAtDebugLevel) {
  const Outcome once = run("TASK=ping_once");
  EXPECT_EQ(once.exit_code, 0) << once.errors;
  EXPECT_THAT(once.requests(), IsEmpty());
  ASSERT_THAT(once.lines, SizeIs(1));
  EXPECT_EQ(once.lines[0].at("result"), "passed");
}

TEST(MotelTasksTest, LoopStartsOneJourneyPerSecond) {
  const auto target = start_target("motel");
  for (const auto& [task, request] :
       {std::pair("ping_loop", "GET /motelApi/v1/ping 200"),
        std::pair("get_all_motels", "GET /motelApi/v1/allmotels 200")}) {
    const Outcome loop = run(fmt::format("TASK={} DURATION_SECONDS=2 BASE_URL={}/ LOG_LEVEL=debug",
                                         task, target->url()));
    EXPECT_EQ(loop.exit_code, 0) << task << "\n" << loop.errors;
    EXPECT_THAT(loop.requests(), AllOf(SizeIs(2), Each(request))) << task;
    EXPECT_TRUE(loop.has_event("run-started") && loop.has_event("run-finished")) << task;
  }
}

TEST(MotelTasksTest, TokenIsSentAndNeverPrinted) {
  traffic::fixtures::TargetOptions options;
  options.token = "sesame-sesame";
  const auto target = start_target("motel", 0, options);
  const std::string base = "TASK=ping_once LOG_LEVEL=DEBUG BASE_URL=" + target->url();
  EXPECT_EQ(run(base + " API_TOKEN=sesame-sesame").exit_code, 0);

  for (const Outcome& refused : {run(base), run(base + " API_TOKEN=wrong-token")}) {
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_TRUE(refused.has_event("failure"));
    for (const auto& line : refused.lines) {
      EXPECT_THAT(boost::json::serialize(line), Not(HasSubstr("wrong-token")));
    }
  }
}

TEST(MotelTasksTest, FailingLoopReportsEachFailureOnce) {
  traffic::fixtures::TargetOptions options;
  options.token = "sesame-sesame";
  const auto target = start_target("motel", 0, options);
  const Outcome loop = run("TASK=ping_loop DURATION_SECONDS=1 BASE_URL=" + target->url());
  EXPECT_EQ(loop.exit_code, 1);
  EXPECT_EQ(std::count_if(loop.lines.begin(), loop.lines.end(),
                          [](const auto& line) { return line.at("event") == "failure"; }),
            1);
  ASSERT_FALSE(loop.lines.empty());
  EXPECT_EQ(loop.lines.back().at("verdict"), "fail");
}

TEST(MotelTasksTest, UnknownTaskSuggestsTheNearest) {
  const Outcome typo = run("TASK=ping_onc");
  EXPECT_EQ(typo.exit_code, 2);
  EXPECT_THAT(typo.errors, AllOf(HasSubstr("TASK"), HasSubstr("did you mean 'ping_once'")));
}

TEST(MotelTasksTest, OtherVariablesAreIgnored) {
  const Outcome once = run("TASK=ping_once MODE=spike RPS=9 USERS=7 DURATION=5");
  EXPECT_EQ(once.exit_code, 0) << once.errors;
  EXPECT_THAT(once.lines, SizeIs(1));
}

}  // namespace
