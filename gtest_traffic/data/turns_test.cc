// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/turns.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <thread>
#include <vector>

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::Not;
using testing::UnorderedElementsAreArray;

using Numbers = std::vector<std::uint64_t>;

Numbers take(Turns& turns, std::size_t count) {
  Numbers numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(turns.next().value());
  return numbers;
}

Numbers rest_of(Turns& turns) {
  Numbers numbers;
  while (const auto number = turns.next()) numbers.push_back(*number);
  return numbers;
}

Numbers up_to(std::uint64_t size) {
  Numbers numbers(size);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

TEST(TurnsTest, RestartsAfterLastNumber) {
  Turns turns(3, {});
  EXPECT_THAT(take(turns, 7), ElementsAre(0, 1, 2, 0, 1, 2, 0));
}

TEST(TurnsTest, EndsAfterOneRound) {
  Turns turns(3, {.after_last = AfterLast::kEnd});
  EXPECT_THAT(rest_of(turns), ElementsAre(0, 1, 2));
  EXPECT_EQ(turns.next(), std::nullopt);
}

TEST(TurnsTest, ReturnsNothingForEmptyRange) {
  Turns turns(0, {});
  EXPECT_EQ(turns.next(), std::nullopt);
}

TEST(TurnsTest, ShufflesEachNumberOncePerRound) {
  for (const std::uint64_t size : {1, 2, 3, 4, 5, 16, 17, 63, 64, 65, 1000, 4097}) {
    Turns turns(size, {.order = TurnOrder::kShuffled, .seed = 7});
    EXPECT_THAT(take(turns, size), UnorderedElementsAreArray(up_to(size)));
    EXPECT_THAT(take(turns, size), UnorderedElementsAreArray(up_to(size)));
  }
}

TEST(TurnsTest, ShufflesReproduciblyByRoundAndSeed) {
  const Turns::Options options{.order = TurnOrder::kShuffled, .seed = 7};
  Turns turns(100, options), twin(100, options),
      other(100, {.order = TurnOrder::kShuffled, .seed = 8});
  const Numbers first = take(turns, 100);
  EXPECT_THAT(take(twin, 100), ElementsAreArray(first));
  EXPECT_THAT(take(turns, 100), Not(ElementsAreArray(first)));
  EXPECT_THAT(take(other, 100), Not(ElementsAreArray(first)));
  EXPECT_THAT(first, Not(ElementsAreArray(up_to(100))));
}

// Checks the distribution of each number's position over many rounds. Chi-square, 24 degrees of
// freedom, 0.999 quantile.
TEST(TurnsTest, ShufflesUniformly) {
  constexpr std::uint64_t kSize = 25, kRounds = 4000;
  Turns turns(kSize, {.order = TurnOrder::kShuffled, .seed = 1});
  std::vector<double> first(kSize);
  for (std::uint64_t round = 0; round < kRounds; ++round) ++first[take(turns, kSize).front()];
  double chi_square = 0;
  constexpr double kExpected = static_cast<double>(kRounds) / kSize;
  for (const double count : first)
    chi_square += (count - kExpected) * (count - kExpected) / kExpected;
  EXPECT_LT(chi_square, 51.2);
}

TEST(TurnsTest, ReturnsRandomNumbersInRange) {
  Turns turns(10, {.order = TurnOrder::kRandom, .seed = 3});
  const Numbers numbers = take(turns, 1000);
  EXPECT_THAT(std::set(numbers.begin(), numbers.end()), testing::SizeIs(10));
}

TEST(TurnsTest, SplitsNumbersBetweenShares) {
  for (const TurnOrder order : {TurnOrder::kInTurn, TurnOrder::kShuffled}) {
    Numbers all;
    for (std::uint64_t index = 0; index < 3; ++index) {
      Turns turns(10,
                  {.order = order, .after_last = AfterLast::kEnd, .share = {index, 3}, .seed = 5});
      const Numbers part = rest_of(turns);
      EXPECT_EQ(part.size(), index == 0 ? 4U : 3U);
      all.insert(all.end(), part.begin(), part.end());
    }
    EXPECT_THAT(all, UnorderedElementsAreArray(up_to(10)));
  }
}

TEST(TurnsTest, ReturnsEachNumberToOneThread) {
  constexpr std::uint64_t kSize = 20000;
  Turns turns(kSize, {.order = TurnOrder::kShuffled, .after_last = AfterLast::kEnd, .seed = 2});
  std::vector<Numbers> parts(4);
  std::vector<std::thread> threads;
  for (Numbers& part : parts) threads.emplace_back([&] { part = rest_of(turns); });
  for (std::thread& thread : threads) thread.join();
  Numbers all;
  for (const Numbers& part : parts) all.insert(all.end(), part.begin(), part.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, up_to(kSize));
}

}  // namespace
}  // namespace traffic::detail
