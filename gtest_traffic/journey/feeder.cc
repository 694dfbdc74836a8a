// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/feeder.h"

#include <fmt/format.h>

#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/journey/session.h"

namespace traffic {
using namespace detail;

// The shared state of all feeder kinds. The order depends on the settings, so it is determined at
// the first call.
struct detail::FeederState {
  std::string name;  // for messages
  std::uint64_t size = 0;
  std::string mistakes;
  Turns::Options options;
  std::once_flag began;
  std::optional<Turns> turns;

  std::uint64_t next() {
    std::call_once(began, [this] {
      options.seed = settings().seed.value_or(0);
      turns.emplace(size, options);
    });
    Session* const session = Session::current();
    if (session != nullptr && options.order != TurnOrder::kRandom) session->note_item();
    if (const auto number = turns->next()) return *number;
    const Share& share = options.share;
    throw FeederEmpty{fmt::format(
        "{} has no items left: all {} were used{}", name, group_digits(size),
        share.count == 1 ? "" : fmt::format(" for shard {} of {}", share.index, share.count))};
  }

  void take_share(std::uint64_t index, std::uint64_t count) {
    if (index < count) {
      options.share = {index, count};
    } else {
      mistakes =
          fmt::format("{}: there is no shard {} of {}: shards count from 0", name, index, count);
    }
  }
};

namespace {

// Feeders are constructed before main, sequentially.
std::vector<std::shared_ptr<FeederState>>& made() {
  static auto* const all = new std::vector<std::shared_ptr<FeederState>>;
  return *all;
}

std::shared_ptr<FeederState> make(std::string name, std::uint64_t size, std::string mistakes) {
  auto state = std::make_shared<FeederState>();
  state->name = std::move(name);
  state->size = size;
  state->mistakes = std::move(mistakes);
  made().push_back(state);
  return state;
}

}  // namespace

Feeder::Feeder(Rows rows)
    : rows_(std::move(rows)),
      state_(make("the feeder of " + rows_.source(), rows_.size(),
                  rows_.given() ? rows_.mistakes() : "a feeder has no rows")) {}

Feeder Feeder::shuffled() && {
  state_->options.order = TurnOrder::kShuffled;
  return std::move(*this);
}

Feeder Feeder::random() && {
  state_->options.order = TurnOrder::kRandom;
  return std::move(*this);
}

Feeder Feeder::once() && {
  state_->options.after_last = AfterLast::kEnd;
  return std::move(*this);
}

Feeder Feeder::of_shard(std::uint64_t index, std::uint64_t count) && {
  state_->take_share(index, count);
  return std::move(*this);
}

Row Feeder::next() const { return rows_[state_->next()]; }

Numbers::Numbers(std::int64_t first, std::int64_t last)
    : first_(first),
      state_(make(
          fmt::format("the feeder of {} to {}", first, last),
          last < first ? 0
                       : static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) + 1,
          last < first ? fmt::format("there is no number from {} to {}", first, last) : "")) {}

Numbers Numbers::shuffled() && {
  state_->options.order = TurnOrder::kShuffled;
  return std::move(*this);
}

Numbers Numbers::random() && {
  state_->options.order = TurnOrder::kRandom;
  return std::move(*this);
}

Numbers Numbers::once() && {
  state_->options.after_last = AfterLast::kEnd;
  return std::move(*this);
}

Numbers Numbers::of_shard(std::uint64_t index, std::uint64_t count) && {
  state_->take_share(index, count);
  return std::move(*this);
}

std::int64_t Numbers::next() const {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(first_) + state_->next());
}

std::vector<Error> detail::feeder_mistakes() {
  std::vector<Error> errors;
  for (const auto& state : made()) {
    if (state->mistakes.empty()) continue;
    for (const std::string_view mistake : split(state->mistakes, '\n')) {
      errors.push_back({std::string(mistake)});
    }
  }
  return errors;
}

}  // namespace traffic
