// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/base/error.h"
#include "gtest_traffic/base/random.h"
#include "gtest_traffic/journey/registry.h"
#include "gtest_traffic/load/mix_entry.h"

namespace traffic {

// Journeys with their weights. A value.
class Mix {
 public:
  // Resolves names against the registered journeys. Reports every mistake.
  static Expected<Mix> of(const std::vector<MixEntry>& entries);

  // Parses `NAME[=WEIGHT],…`; empty means every registered journey with its own weight.
  static Expected<Mix> parse(std::string_view text);

  // Gives each user class a weight of its own, 1 where none is given: the weights of journeys count
  // within their class alone. Returns every mistake.
  std::optional<Error> weigh(const std::vector<UserClass>& classes);

  // Returns how many users of a class there are exactly on one of so many workers; nothing when the
  // class has a share.
  std::optional<std::size_t> exactly(std::size_t user_class, unsigned worker,
                                     unsigned workers) const;
  std::size_t exactly_in_all() const;

  const std::vector<const Journey*>& journeys() const { return journeys_; }
  std::vector<std::string> names() const;

  // User classes are numbered in the order in which the journeys name them; a virtual user walks
  // the journeys of its own class alone.
  std::size_t user_classes() const { return by_class_.size(); }
  std::size_t user_class(std::size_t journey) const { return class_of_[journey]; }

  // Draws a journey's index by weight: among all, or among those of one user class.
  std::size_t pick(Random& random) const { return draw(all_, random); }
  std::size_t pick(std::size_t user_class, Random& random) const {
    return draw(by_class_[user_class], random);
  }

  // Returns the first journey of a user class: any of them can make its users.
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
  std::vector<std::optional<std::size_t>> exactly_;  // by class; empty: none was weighed
};

// Returns the journeys that `NAME[=WEIGHT],…` names, to be walked as tests: in the order of the
// names, one that is named twice twice, whatever they weigh. Reports every mistake.
Expected<std::vector<const Journey*>> select_journeys(std::string_view text);

}  // namespace traffic
