// SPDX-License-Identifier: Apache-2.0
// Runs the suite by its task names, as a cron job does.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "fixtures/targets.h"
#include "gtest_traffic/server.h"

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
      {"get_all_motels_once", {"GET /motelApi/v1/allmotels 200"}},
      {"post_motel_chain", {"POST /motelApi/v1/motels/chains 201"}},
      {"post_motel_chain_once", {"POST /motelApi/v1/motels/chains 201"}},
      {"price_to_reservation_once",
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
        std::pair("get_all_motels", "GET /motelApi/v1/allmotels 200"),
        std::pair("get_all_motels_loop", "GET /motelApi/v1/allmotels 200"),
        std::pair("post_motel_chain_loop", "POST /motelApi/v1/motels/chains 201")}) {
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

// A motel that responds with a transient status to the first requests of each kind.
class BusyMotel {
 public:
  explicit BusyMotel(int busy_requests) : busy_(busy_requests) {
    server_.route("GET", "/motelApi/v1/ping", [this](const traffic::ServerRequest&) {
      constexpr std::array kStatuses{503, 429, 502, 504};
      const int request = pings_++;
      if (request < busy_) {
        return traffic::ServerResponse{
            .status = kStatuses[static_cast<std::size_t>(request) % kStatuses.size()],
            .headers = {}};
      }
      return traffic::ServerResponse{
          .body = R"({"status":"ok","service":"motelApi","version":"v1"})",
          .headers = {{"Content-Type", "application/json"}}};
    });
    server_.route("POST", "/motelApi/v1/motels/chains", [this](const traffic::ServerRequest&) {
      ++posts_;
      return traffic::ServerResponse{.status = 503, .headers = {}};
    });
    server_.start();
  }
  std::string variable() const { return " BASE_URL=" + server_.url(); }
  int posts() const { return posts_; }

 private:
  int busy_;
  std::atomic<int> pings_{0}, posts_{0};
  traffic::Server server_;
};

TEST(MotelTasksTest, TransientStatusIsRepeatedInATest) {
  const BusyMotel motel(2);
  const Outcome once = run("TASK=ping_once LOG_LEVEL=DEBUG" + motel.variable());
  EXPECT_EQ(once.exit_code, 0) << once.errors;
  ASSERT_THAT(once.requests(), testing::ElementsAre("GET /motelApi/v1/ping 200"));
  EXPECT_EQ(once.lines[0].at("attempts"), 3);
}

TEST(MotelTasksTest, LastingTransientStatusFailsWithTheNumberOfAttempts) {
  const BusyMotel motel(1'000'000);
  const Outcome once = run("TASK=ping_once" + motel.variable());
  EXPECT_EQ(once.exit_code, 1);
  ASSERT_EQ(once.lines.size(), 2U) << "one failure, and the result of the test";
  EXPECT_THAT(std::string(once.lines[0].at("message").as_string()), HasSubstr("attempts: 3"));
}

TEST(MotelTasksTest, TransientStatusOfAPostFails) {
  const BusyMotel motel(0);
  EXPECT_EQ(run("TASK=post_motel_chain_once" + motel.variable()).exit_code, 1);
  EXPECT_EQ(motel.posts(), 1);
}

TEST(MotelTasksTest, LoopRetriesATransientStatus) {
  const BusyMotel motel(1);
  const Outcome loop = run("TASK=ping_loop DURATION_SECONDS=2 LOG_LEVEL=DEBUG" + motel.variable());
  EXPECT_EQ(loop.exit_code, 0) << loop.errors;
  EXPECT_THAT(loop.requests(), SizeIs(2));
  EXPECT_EQ(std::count_if(loop.lines.begin(), loop.lines.end(),
                          [](const auto& line) {
                            return line.as_object().contains("attempts") &&
                                   line.at("attempts") == 2;
                          }),
            1);
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

TEST(MotelTasksTest, FailingLoopReportsFailuresWhenTheyHappen) {
  traffic::fixtures::TargetOptions options;
  options.token = "sesame-sesame";
  const auto target = start_target("motel", 0, options);
  const Outcome loop = run("TASK=ping_loop DURATION_SECONDS=3 BASE_URL=" + target->url());
  std::vector<std::size_t> failures, seconds;
  std::int64_t count = 0;
  for (std::size_t i = 0; i < loop.lines.size(); ++i) {
    const boost::json::value& line = loop.lines[i];
    if (line.at("event") == "statistics") seconds.push_back(i);
    if (line.at("event") != "failure") continue;
    failures.push_back(i);
    count += line.at("count").to_number<std::int64_t>();
    EXPECT_THAT(std::string(line.at("message").as_string()),
                HasSubstr("expected status 200, got 401"));
  }
  EXPECT_EQ(count, 3);
  ASSERT_FALSE(failures.empty() || seconds.empty());
  EXPECT_LT(failures.front(), seconds.back());
}

TEST(MotelTasksTest, UnknownTaskSuggestsTheNearest) {
  const Outcome typo = run("TASK=ping_onc");
  EXPECT_EQ(typo.exit_code, 2);
  EXPECT_EQ(typo.errors, "") << "the errors are in the log";
  ASSERT_THAT(typo.lines, SizeIs(2));
  EXPECT_EQ(typo.lines[0].at("event"), "message");
  EXPECT_EQ(typo.lines[0].at("level"), "error");
  EXPECT_THAT(std::string(typo.lines[0].at("message").as_string()),
              AllOf(HasSubstr("TASK"), HasSubstr("did you mean 'ping_once'")));
}

TEST(MotelTasksTest, AllErrorsOfSettingsAreInTheLog) {
  const Outcome wrong = run("TASK=ping_once BASE_URL=ftp://x READ_TIMEOUT=soon LOG_LEVEL=error");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_EQ(wrong.errors, "");
  ASSERT_THAT(wrong.lines, SizeIs(3));
  for (const auto& line : wrong.lines) EXPECT_EQ(line.at("level"), "error");
}

TEST(MotelTasksTest, OtherVariablesAreIgnored) {
  const Outcome once = run("TASK=ping_once MODE=spike RPS=9 USERS=7 DURATION=5");
  EXPECT_EQ(once.exit_code, 0) << once.errors;
  EXPECT_THAT(once.lines, SizeIs(1));
}

}  // namespace
