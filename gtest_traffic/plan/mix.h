// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"
#include "gtest_traffic/journey/registry.h"
#include "gtest_traffic/mix_entry.h"
#include "gtest_traffic/random.h"

namespace traffic::detail {

// Journeys with their weights. A value.
class Mix {
 public:
  // Resolves names to registered journeys. Returns every mistake.
  static Expected<Mix> of(const std::vector<MixEntry>& entries);

  // Parses `NAME[=WEIGHT],…`. An empty text selects every registered journey with its own weight.
  static Expected<Mix> parse(std::string_view text);

  // Gives each user class its own weight, with 1 as the default. The weights of journeys then apply
  // only within their class. Returns every mistake.
  std::optional<Error> weigh(const std::vector<UserClass>& classes);

  // Returns the exact number of users of a class on one of `workers` workers; nothing if the class
  // has a weight.
  std::optional<std::size_t> exactly(std::size_t user_class, unsigned worker,
                                     unsigned workers) const;
  std::size_t exactly_in_all() const;

  const std::vector<const Journey*>& journeys() const { return journeys_; }
  std::vector<std::string> names() const;

  // User classes have numbers in the order in which the journeys name them. A virtual user runs
  // only the journeys of its own class.
  std::size_t user_classes() const { return by_class_.size(); }
  std::size_t user_class(std::size_t journey) const { return class_of_[journey]; }

  // Returns the number of the class with this name; nothing if no journey names it.
  std::optional<std::size_t> find_user_class(std::string_view name) const;

  // Draws the index of a journey by weight, from all journeys or from those of one user class.
  std::size_t pick(Random& random) const { return draw(all_, random); }
  std::size_t pick(std::size_t user_class, Random& random) const {
    return draw(by_class_[user_class], random);
  }

  // Returns the first journey of a user class. Any journey of the class can create its users.
  const Journey& first(std::size_t user_class) const {
    return *journeys_[by_class_[user_class].journeys.front()];
  }

 private:
  struct Urn {
    std::vector<std::size_t> journeys;
    std::vector<double> up_to;  // cumulative weights

    void add(std::size_t journey, double weight);
  };
  static std::size_t draw(const Urn& urn, Random& random);
  void add(const Journey& journey, double weight);

  std::vector<const Journey*> journeys_;
  std::vector<std::size_t> class_of_;  // by journey
  Urn all_;
  std::vector<Urn> by_class_;
  std::vector<std::optional<std::size_t>> exactly_;  // by class; empty if no class has a weight
};

// Returns the journeys in `NAME[=WEIGHT],…`, to run as tests. Keeps the order of the names and
// ignores the weights. A name that occurs twice gives two entries. Reports every mistake.
Expected<std::vector<const Journey*>> select_journeys(std::string_view text);

}  // namespace traffic::detail
