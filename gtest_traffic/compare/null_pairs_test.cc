// SPDX-License-Identifier: Apache-2.0
// Any two sets of runs of the same binary differ only by noise. testing/null_runs.csv contains the
// noise of a real machine: measurements of 200 processes of shop_benchmark and core_benchmark in
// nanoseconds. The processes ran one after the other on two shared virtual cores.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/compare/signed_rank.h"
#include "gtest_traffic/compare/testing/noise.h"
#include "gtest_traffic/compare/two_sample.h"
#include "gtest_traffic/random.h"

namespace traffic::detail::compare {
namespace {

constexpr int kTrials = 2000;

struct Column {
  std::string name;
  std::vector<double> costs;  // logarithms, in the order of the runs
};

std::vector<Column> columns() {
  std::vector<Column> out;
  std::ifstream file(NULL_RUNS);
  std::string line;
  std::getline(file, line);
  for (const auto name : split(line, ',')) out.push_back({std::string(name), {}});
  while (std::getline(file, line)) {
    const auto values = split(line, ',');
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i].costs.push_back(std::log(std::stod(std::string(values.at(i)))));
  }
  return out;
}

// Checks how often `trial` raises a false alarm, and prints it. `trial` draws two sets of runs and
// returns their p value.
template <class Trial>
void expect_the_declared_rate(const Column& column, const char* what, Trial trial) {
  Random random(21);
  int five = 0, one = 0;
  for (int i = 0; i < kTrials; ++i) {
    const double p = trial(random);
    five += p <= 0.05;
    one += p <= 0.01;
  }
  const auto share = [](int count) { return static_cast<double>(count) / kTrials; };
  fmt::print("{}, {}: {:.3f} alarm at 5 %, {:.3f} at 1 %\n", column.name, what, share(five),
             share(one));
  EXPECT_LE(share(five), at_most(0.05, kTrials)) << column.name;
  EXPECT_LE(share(one), at_most(0.01, kTrials)) << column.name;
}

TEST(NullPairsTest, FilesOfSameBinaryKeepFalseAlarmRate) {
  const auto all = columns();
  ASSERT_EQ(all.size(), 7u);
  for (const Column& column : all) {
    ASSERT_EQ(column.costs.size(), 200u);
    expect_the_declared_rate(column, "5 against 5 of its runs", [&](Random& random) {
      std::vector<double> drawn = column.costs;
      for (std::size_t i = 0; i < 10; ++i) {
        const auto last = static_cast<std::int64_t>(drawn.size()) - 1;
        std::swap(
            drawn[i],
            drawn[static_cast<std::size_t>(random.between(static_cast<std::int64_t>(i), last))]);
      }
      return two_sample_p(std::span(drawn).subspan(0, 5), std::span(drawn).subspan(5, 5));
    });
  }
}

TEST(NullPairsTest, BlocksOfSameBinaryKeepFalseAlarmRate) {
  for (const Column& column : columns()) {
    expect_the_declared_rate(column, "20 blocks of neighbors", [&](Random& random) {
      const auto first = static_cast<std::size_t>(
          random.between(0, static_cast<std::int64_t>(column.costs.size()) - 40));
      std::vector<double> differences;
      for (std::size_t i = 0; i < 20; ++i) {
        const double one = column.costs[first + 2 * i] - column.costs[first + 2 * i + 1];
        differences.push_back(random.between(0, 1) == 0 ? one : -one);
      }
      return signed_rank_p(differences);
    });
  }
}

}  // namespace
}  // namespace traffic::detail::compare
