// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/error.h"
#include "gtest_traffic/gate.h"
#include "gtest_traffic/json/query.h"
#include "gtest_traffic/method.h"
#include "gtest_traffic/plan/mix.h"
#include "gtest_traffic/plan/pacer.h"
#include "gtest_traffic/profile/template.h"
#include "gtest_traffic/stage.h"

namespace traffic::detail {

// The checks of a step on its response, each with its line in the file.
struct ProfileChecks {
  struct Json {
    int line = 0;
    std::string path;   // a JSON Pointer or a JSONPath
    Template expected;  // JSON text
  };
  struct Header {
    int line = 0;
    std::string name;
    Template expected;
  };
  struct Contains {
    int line = 0;
    Template text;
  };

  int status_line = 0;
  std::vector<int> statuses;  // empty: any status from 200 to 299
  std::vector<Json> json;
  std::vector<Header> headers;
  std::vector<Contains> contains;
  int within_line = 0;
  std::optional<Duration> within;
};

// A value of a step's response that later steps use. One of pointer, query and header is set.
struct ProfileCapture {
  std::size_t slot = 0;
  std::string pointer;
  std::optional<JsonQuery> query = {};
  std::string header = {};
};

// One request of a profile's journey, or a pause.
struct ProfileStep {
  enum class Body : std::uint8_t { kNone, kJson, kForm, kText };
  using Fields = std::vector<std::pair<std::string, Template>>;

  int line = 0;
  std::string name;  // the name of its STEP block; may be empty
  std::optional<Method> method;
  std::string path;              // the metric's name, with `{}` for each value
  std::vector<Template> values;  // the values for the path
  Fields headers;
  Fields query;
  Body body_kind = Body::kNone;
  Template body;
  std::string content_type;
  Fields form;
  ProfileChecks expect;
  std::vector<ProfileCapture> captures;
  std::optional<ThinkTime> think;  // the pause after the step
};

struct ProfileJourney {
  int line = 0;
  std::string name;
  double weight = 1;
  std::vector<std::string> tags;
  std::vector<std::pair<std::size_t, Template>> variables;  // rendered once per iteration
  std::vector<ProfileStep> steps;
  std::size_t slots = 0;
};

// Holds the content of a profile's file. Read-only during a load.
struct ProfileFile {
  std::string source;
  std::string name;
  std::string target;  // a base URL, or empty
  int target_line = 0;
  ProfileJourney set_up;  // its steps run once for each user
  std::vector<ProfileJourney> journeys;
  std::vector<MixEntry> mix;
  int shape_line = 0;
  std::vector<Stage> shape;
  Spacing spacing = Spacing::kEven;
  Duration warm_up{0};
  Duration pacing{0};
  std::optional<std::size_t> user_cap;
  std::optional<std::uint64_t> iterations;
  std::optional<Duration> abort_after;
  std::vector<Gate> gates;
};

// Returns whether a load is the name of a profile's file, which ends in .yaml or .yml.
bool is_profile_file(std::string_view load);

// Reads a profile. The error has a line `FILE:LINE: …` for each mistake.
Expected<ProfileFile> read_profile_file(const std::string& path);
Expected<ProfileFile> parse_profile_file(const std::string& text, const std::string& source);

}  // namespace traffic::detail
