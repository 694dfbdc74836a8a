// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace traffic::detail::profile_keys {

// The keys of a profile, grouped by their place in the file. The schema for editors lists the same
// keys.
inline const std::vector<std::string> kFile = {
    "name",  "target",  "headers", "variables", "think",    "set_up",     "journeys",    "mix",
    "shape", "warm_up", "spacing", "pacing",    "user_cap", "iterations", "abort_after", "expect"};
inline const std::vector<std::string> kJourney = {"name",      "weight", "tags",
                                                  "variables", "think",  "steps"};
inline const std::vector<std::string> kVerbs = {"get", "post", "put", "patch", "delete", "head"};
inline const std::vector<std::string> kStep = {
    "name",  "get",  "post", "put",  "patch",        "delete", "head",    "headers",
    "query", "json", "form", "body", "content_type", "expect", "capture", "think"};
inline const std::vector<std::string> kExpect = {"status", "json", "headers", "contains", "within"};
inline const std::vector<std::string> kCapture = {"json", "header"};
inline const std::vector<std::string> kStage = {"constant", "ramp_to", "hold",      "pause",
                                                "arrivals", "at_once", "heaviside", "stairs",
                                                "spikes",   "for",     "name"};
inline const std::vector<std::string> kStairs = {"from", "by", "steps", "each"};
inline const std::vector<std::string> kSpikes = {"base", "peak", "every", "lasting", "times"};

}  // namespace traffic::detail::profile_keys
