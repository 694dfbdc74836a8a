// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/compare/testing/noise.h"

namespace traffic::detail::compare {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

struct Outcome {
  int exit_code = -1;
  std::string text;  // standard output and standard error
};

// Runs the program in a temporary folder.
class CompareCommandTest : public testing::Test {
 protected:
  Outcome run(const std::string& arguments) const {
    Outcome out;
    const std::string command =
        fmt::format("cd '{}' && '{}' {} 2>&1", folder_.string(), TRAFFIC_COMPARE, arguments);
    FILE* const pipe = ::popen(command.c_str(), "r");
    char part[4096];
    for (std::size_t n = 0; (n = std::fread(part, 1, sizeof part, pipe)) > 0;)
      out.text.append(part, n);
    const int status = ::pclose(pipe);
    out.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return out;
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }

  std::string read(const std::string& name) const {
    std::ifstream file(folder_ / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // Writes runs of one benchmark as `side1.json` and so on. Returns the file names.
  std::string write_runs(const std::string& side, int count, double level) const {
    NoiseSource noise(side == "base" ? 1 : 2);
    std::string names;
    for (int i = 1; i <= count; ++i) {
      const std::string name = fmt::format("{}{}.json", side, i);
      write(name,
            fmt::format(R"({{"context":{{}},"benchmarks":[{{"name":"BM_x","run_type":"iteration",
                                  "real_time":{},"cpu_time":{},"time_unit":"ns"}}]}})",
                        level * std::exp(0.01 * noise.normal()), 50.0));
      names += " " + name;
    }
    return names;
  }

  const TemporaryFolder temporary_;
  const fs::path folder_ = temporary_.path("");
};

TEST_F(CompareCommandTest, Returns1ForRegression) {
  const auto base = write_runs("base", 5, 100), fresh = write_runs("new", 5, 120);
  const auto outcome =
      run("files --json=out/found.json --markdown=m.md --junit=j.xml --html=h.html" + base + " --" +
          fresh);
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("BM_x"), HasSubstr("slower")));
  const auto found = boost::json::parse(read("out/found.json"));
  EXPECT_EQ(found.at("comparisons").at(1).at("verdict").as_string(), "slower");
  EXPECT_EQ(found.at("comparisons").at(0).at("metric").as_string(), "cpu_time");
  EXPECT_EQ(found.at("comparisons").at(0).at("verdict").as_string(), "same");
  EXPECT_THAT(read("m.md"), HasSubstr("**slower**"));
  EXPECT_THAT(read("j.xml"), HasSubstr("failures=\"1\""));
  EXPECT_THAT(read("h.html"), HasSubstr("</html>"));
  EXPECT_EQ(run("files" + fresh + " --" + base).exit_code, 0)
      << "a faster result is not a regression";
  EXPECT_EQ(run("files --metrics cpu_time,p* --benchmarks=BM_*" + base + " --" + fresh).exit_code,
            0)
      << "the only slower metric is not selected";
  EXPECT_EQ(run("files --alpha=0.001" + base + " --" + fresh).exit_code, 3)
      << "5 runs are too few for this rate";
}

TEST_F(CompareCommandTest, Returns3IfItCannotTell) {
  const auto base = write_runs("base", 1, 100), fresh = write_runs("new", 1, 120);
  const auto outcome = run("files" + base + " --" + fresh);
  EXPECT_EQ(outcome.exit_code, 3) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("4 runs per side are enough"));
  EXPECT_EQ(run("files --cannot-tell=pass" + base + " --" + fresh).exit_code, 0);
}

TEST_F(CompareCommandTest, Returns2AndNamesInvalidInput) {
  const auto base = write_runs("base", 5, 100);
  write("bad.json", "{\"benchmarks\": [");
  const auto bad = run("files" + base + " -- bad.json none.json");
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_THAT(bad.text, AllOf(HasSubstr("bad.json: the JSON is incomplete"),
                              HasSubstr("none.json: No such file")));
  EXPECT_EQ(run("files" + base).exit_code, 2);
  EXPECT_EQ(run("files" + base + " --").exit_code, 2);
  EXPECT_EQ(run("").exit_code, 2);
  EXPECT_EQ(run("files --alpha=7" + base + " --" + base).exit_code, 2);
  EXPECT_EQ(run("files --cannot-tell=perhaps" + base + " --" + base).exit_code, 2);
  const auto unknown = run("files --jsn=x" + base + " --" + base);
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.text, HasSubstr("did you mean '--json'?"));
  const auto late = run("files" + base + " -- " + base + " --json=x");
  EXPECT_EQ(late.exit_code, 2);
  EXPECT_THAT(late.text, HasSubstr("put options before the files"));
}

TEST_F(CompareCommandTest, PrintsHelp) {
  for (const char* const arguments : {"--help", "files --help", "pair --help", "history --help"}) {
    const auto outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << arguments;
    EXPECT_THAT(outcome.text, HasSubstr("--help")) << arguments;
  }
}

// Returns a command that runs for a few milliseconds and prints a made-up result with the given
// level and random noise.
std::string command_with_result(double level) {
  return fmt::format(
      R"('awk -v level={} "BEGIN {{ srand(); getline seed < \"/dev/urandom\"; )"
      R"(printf \"{{\\\"metrics\\\": {{\\\"time\\\": {{\\\"avg\\\": %.9f}}}}}}\", level * (1 + 0.02 * rand()) }}"')",
      level);
}

TEST_F(CompareCommandTest, PairFindsSlowerCommand) {
  const auto outcome =
      run(fmt::format("pair --blocks=8 --extension=0 --json=p.json --base={} --new={}",
                      command_with_result(100), command_with_result(150)));
  EXPECT_EQ(outcome.exit_code, 1) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("time"), HasSubstr("slower"), HasSubstr("8 blocks")));
  const auto found = boost::json::parse(read("p.json"));
  EXPECT_EQ(found.at("comparisons").at(0).at("base_runs").to_number<int>(), 8);
  EXPECT_EQ(run(fmt::format("pair --blocks=8 --extension=0 --base={} --new={}",
                            command_with_result(150), command_with_result(100)))
                .exit_code,
            0);
}

TEST_F(CompareCommandTest, PairReportsFailedCommand) {
  const auto outcome = run("pair --base=true --new='echo lost >&2; false'");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("exited with 1"), HasSubstr("lost")));
}

TEST_F(CompareCommandTest, MistakesEndRunsEarly) {
  const std::string command = "'echo x >> runs'", sides = "--base=" + command + " --new=" + command;
  const auto pair = run("pair --metrics='p50*' " + sides);
  EXPECT_EQ(pair.exit_code, 2) << pair.text;
  EXPECT_THAT(pair.text, AllOf(HasSubstr("no common metric"), HasSubstr("command wall_time")));
  EXPECT_EQ(read("runs"), "x\n") << "the first run of BASE shows the names";
  const auto other = run("pair --base=" + command_with_result(100) + " --new=" + command);
  EXPECT_EQ(other.exit_code, 2) << other.text;
  EXPECT_EQ(read("runs"), "x\nx\n");
  EXPECT_EQ(run("self --metrics=none " + command).exit_code, 2);
  EXPECT_EQ(read("runs"), "x\nx\nx\n");
  write("file", "");
  for (const std::string& mode : {"pair " + sides, "self " + command}) {
    const auto unwritable = run(mode + " --json=file/x.json --html=.");
    EXPECT_EQ(unwritable.exit_code, 2) << mode;
    EXPECT_THAT(unwritable.text, AllOf(HasSubstr("file/x.json"), HasSubstr("'.'"))) << mode;
  }
  EXPECT_EQ(read("runs"), "x\nx\nx\n");
}

TEST_F(CompareCommandTest, RejectsAlphaOutsideOfRange) {
  const auto base = write_runs("base", 2, 100);
  const auto outcome = run("files --alpha=0.00005" + base + " --" + base);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.text, HasSubstr("--alpha: expected 0.001 to 0.5"));
}

TEST_F(CompareCommandTest, NamesSkippedBenchmark) {
  const auto base = write_runs("base", 5, 100);
  const auto fresh = write_runs("new", 5, 100);
  write("new1.json",
        R"({"benchmarks":[{"name":"BM_x","real_time":100,"cpu_time":50,"time_unit":"ns"},
            {"name":"BM_z","skipped":true,"skip_message":"no target","real_time":0,"cpu_time":0}]})");
  const auto outcome = run("files" + base + " --" + fresh);
  EXPECT_NE(outcome.exit_code, 2) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("note: left out in 1 of 5 runs of NEW: benchmark 'BM_z' was "
                                      "skipped: no target"));
}

// Each run takes 20 ms at least. The budget is doubled until a block fits into it on this machine.
TEST_F(CompareCommandTest, PairKeepsBudget) {
  for (int budget = 400;; budget *= 2) {
    write("runs", "");
    const std::string command = "'echo x >> runs; sleep 0.02'";
    const auto outcome =
        run(fmt::format("pair --budget={}ms --base={} --new={}", budget, command, command));
    const auto runs = static_cast<int>(read("runs").size() / 2);
    EXPECT_LE(runs, budget / 20 + 4) << "too many runs for a budget of " << budget << " ms";
    if (outcome.exit_code == 2 &&
        outcome.text.find("the budget is too short for one block") != std::string::npos) {
      continue;
    }
    EXPECT_NE(outcome.exit_code, 2) << outcome.text;
    EXPECT_THAT(outcome.text, HasSubstr("wall_time"));
    return;
  }
}

// At 1 %, six blocks cannot raise an alarm, regardless of how long the commands take.
TEST_F(CompareCommandTest, LastValueOfOptionWins) {
  const auto outcome =
      run("pair --blocks=400 --blocks=6 --extension=0 --alpha=0.01 --json=a.json --json=b.json "
          "--cannot-tell=pass --base=true --new=true");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_FALSE(fs::exists(folder_ / "a.json"));
  EXPECT_THAT(read("b.json"), HasSubstr("\"base_runs\":6"));
  const auto listed =
      run("pair --blocks=6 --extension=0 --alpha=0.01 --metrics='real_time,cpu_time' "
          "--metrics=no_such --base=true --new=true");
  EXPECT_EQ(listed.exit_code, 2) << listed.text;
  EXPECT_THAT(listed.text, HasSubstr("no common metric"));
}

TEST_F(CompareCommandTest, SelfMeasuresNoise) {
  const auto outcome = run(fmt::format("self --blocks=12 {}", command_with_result(100)));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.text;
  EXPECT_THAT(outcome.text, AllOf(HasSubstr("of one run"), HasSubstr("false alarms"),
                                  HasSubstr("20 blocks"), HasSubstr("with a probability of 80 %")));
}

TEST_F(CompareCommandTest, HistoryRecordsAnalyzesAndExports) {
  NoiseSource noise(1);
  for (int day = 0; day < 40; ++day) {
    write("one.json",
          fmt::format(R"({{"benchmarks":[{{"name":"b","real_time":{},"time_unit":"ns"}}]}})",
                      (day < 25 ? 100 : 112) * std::exp(0.01 * noise.normal())));
    const auto added = run(fmt::format(
        "history --record=one.json --commit=c{0:02} --time=2026-{1:02}-{2:02}T00:00:00Z "
        "--context=load_model=closed --expect-regressions=any store",
        day, 1 + day / 28, 1 + day % 28));
    ASSERT_EQ(added.exit_code, 0) << added.text;
  }
  const auto gate =
      run("history store --expect-regressions=none --html=h.html --json=h.json "
          "--export-github-action-benchmark=data.js --export-bencher=b.json");
  EXPECT_EQ(gate.exit_code, 1) << gate.text;
  EXPECT_THAT(gate.text, AllOf(HasSubstr("open in c24..c25"), HasSubstr("1 slower")));
  EXPECT_EQ(run("history store --since=c39").exit_code, 0);
  EXPECT_THAT(read("h.html"), HasSubstr("<svg"));
  EXPECT_THAT(read("b.json"), HasSubstr("real_time"));
  const auto imported = run("history other --import=data.js");
  EXPECT_EQ(imported.exit_code, 1) << imported.text;
  EXPECT_THAT(imported.text, AllOf(HasSubstr("added 40 runs"), HasSubstr("open in c24..c25")));
  // A branch of a git repository works as well.
  const auto branch =
      run("--help > help.txt; git init -q -b results . && git add store && "
          "git -c user.name=n -c user.email=e commit -qm x && '" TRAFFIC_COMPARE
          "' history --branch=results store");
  EXPECT_EQ(branch.exit_code, 1) << branch.text;
  EXPECT_THAT(branch.text, HasSubstr("open in c24..c25"));
}

TEST_F(CompareCommandTest, HistoryRejectsInvalidFolder) {
  EXPECT_EQ(run("history none").exit_code, 2);
  fs::create_directories(folder_ / "empty");
  EXPECT_THAT(run("history empty").text, HasSubstr("contains no runs"));
  write("one.json", R"({"benchmarks":[{"name":"b","real_time":1,"time_unit":"ns"}]})");
  const auto time = run("history store --record=one.json --time=yesterday");
  EXPECT_EQ(time.exit_code, 2);
  EXPECT_THAT(time.text, HasSubstr("expected a time such as"));
  EXPECT_FALSE(fs::exists(folder_ / "store"));
  for (const char* const option : {"--since=nonsense", "--metrics=none"}) {
    EXPECT_EQ(run(std::string("history store --record=one.json ") + option).exit_code, 2) << option;
    EXPECT_FALSE(fs::exists(folder_ / "store")) << option;
  }
}

}  // namespace
}  // namespace traffic::detail::compare
