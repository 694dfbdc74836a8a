// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "gtest_traffic/profile/journeys.h"
#include "gtest_traffic/secret.h"

namespace traffic::detail {
namespace {

template <class Use>
void each_template(ProfileFile& file, Use use) {
  const auto fields = [&](ProfileStep::Fields& some) {
    for (auto& [name, text] : some) use(text);
  };
  const auto all = [&](ProfileJourney& journey) {
    for (auto& [slot, text] : journey.variables) use(text);
    for (ProfileStep& step : journey.steps) {
      for (Template& text : step.values) use(text);
      for (auto* const some : {&step.headers, &step.query, &step.form}) fields(*some);
      use(step.body);
      for (auto& one : step.expect.json) use(one.expected);
      for (auto& one : step.expect.headers) use(one.expected);
      for (auto& one : step.expect.contains) use(one.text);
    }
  };
  all(file.set_up);
  for (ProfileJourney& journey : file.journeys) all(journey);
}

}  // namespace

std::vector<Error> bind_secrets(ProfileFile& file) {
  std::set<std::string> missing;
  each_template(file, [&](Template& text) {
    for (Piece& piece : text) {
      if (piece.kind != Piece::Kind::kSecret) continue;
      if (const std::string* const value = find_secret(piece.text)) {
        piece.text = *value;
      } else {
        missing.insert(piece.text);
      }
    }
  });
  std::vector<Error> errors;
  errors.reserve(missing.size());
  for (const std::string& name : missing) {
    errors.push_back({file.source + ": secret '" + name + "': " + missing_secret_text(name)});
  }
  return errors;
}

}  // namespace traffic::detail
