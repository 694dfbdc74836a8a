// SPDX-License-Identifier: Apache-2.0
// An input is a profile. It must be accepted, or refused with a line for each mistake.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "gtest_traffic/plan/shape.h"
#include "gtest_traffic/profile/profile_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace traffic;
  using namespace traffic::detail;
  const auto file = parse_profile_file({reinterpret_cast<const char*>(data), size}, "profile.yaml");
  if (!file) {
    if (!file.error().message.starts_with("profile.yaml:")) std::abort();
    return 0;
  }
  if (!file->shape.empty() && !Shape(file->shape).validate().empty()) std::abort();
  for (const ProfileJourney& journey : file->journeys) {
    std::vector<SlotValue> slots(journey.slots);
    Fake fake(1);
    std::string out;
    for (const auto& [slot, text] : journey.variables) render(text, slots, fake, out);
    for (const ProfileStep& step : journey.steps) {
      for (const Template& value : step.values) render(value, slots, fake, out);
      render_json(step.body, slots, fake, out);
    }
  }
  return 0;
}
