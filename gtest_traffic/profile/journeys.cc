// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/profile/journeys.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <list>
#include <sstream>
#include <typeinfo>
#include <utility>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/utf8.h"
#include "gtest_traffic/form.h"
#include "gtest_traffic/http/charset.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/json_parser.h"
#include "gtest_traffic/http/json_writer.h"
#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/journey/registry.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/step.h"
#include "gtest_traffic/user.h"

namespace traffic::detail {
namespace {

// A virtual user that runs the journeys of a profile, after the steps of its `set_up`.
class ProfileUser : public User {
 public:
  ProfileUser(std::shared_ptr<const ProfileFile> file, const char* source)
      : file_(std::move(file)), source_(source) {}
  void SetUp() override;

  std::vector<SlotValue> slots;

 private:
  std::shared_ptr<const ProfileFile> file_;
  const char* source_;
};

// Reports a failed check at a line of the file, in the wording of EXPECT_THAT.
template <class M>
bool check(const Response& response, const M& matcher, Location at) {
  if (matcher.MatchAndExplain(response, nullptr)) return true;
  std::ostringstream expected;
  matcher.DescribeTo(&expected);
  std::ostringstream explanation;
  matcher.MatchAndExplain(response, &explanation);
  ADD_FAILURE_AT(at.file, at.line)
      << "Value of: " << (quiet() ? "" : response.exchange().name)
      << "\nExpected: " << expected.str() << "\n  Actual: " << testing::PrintToString(response)
      << " (of type traffic::Response)" << (explanation.str().empty() ? "" : ", ")
      << explanation.str();
  return false;
}

// Runs one journey of a profile for one user.
class JourneyRunner {
 public:
  JourneyRunner(const char* file, const ProfileJourney& journey, ProfileUser& user)
      : file_(file), journey_(journey), user_(user) {
    user_.slots.resize(std::max(user_.slots.size(), journey.slots));
    for (const auto& [slot, text] : journey.variables) {
      // A template with a single piece keeps its JSON kind. Each template is rendered only once,
      // because it can contain generated data.
      std::string value, json;
      if (text.size() == 1) {
        render_json(text, user_.slots, user_.fake, json);
        value = text_of_json(json);
      } else {
        value = rendered(text);
        json = boost::json::serialize(boost::json::string(value));
      }
      user_.slots[slot] = {std::move(value), std::move(json)};
    }
  }

  void run() {
    for (const ProfileStep& step : journey_.steps) {
      if (step.method && !send(step)) return;
      if (step.think) user_.think(step.think->low, step.think->high, at(step.line));
    }
  }

 private:
  Location at(int line) const { return {file_, line}; }

  // The text is valid JSON, because this profile wrote it.
  static boost::json::value parsed(const std::string& json) {
    boost::system::error_code error;
    return parse_json(json, error);
  }

  static std::string text_of_json(const std::string& json) { return plain_text_of(parsed(json)); }

  std::string rendered(const Template& text) {
    std::string out;
    render(text, user_.slots, user_.fake, out);
    return out;
  }
  std::string rendered_json(const Template& text) {
    std::string out;
    render_json(text, user_.slots, user_.fake, out);
    return out;
  }

  // Returns whether the iteration continues: the status was as expected and every capture was
  // found.
  bool send(const ProfileStep& step) {
    if (step.name.empty()) return exchange(step);
    const Step block(step.name, at(step.line));
    return exchange(step);
  }

  bool exchange(const ProfileStep& step) {
    RequestOptions options;
    for (const auto& [name, text] : step.headers)
      options.headers.emplace_back(name, rendered(text));
    for (const auto& [name, text] : step.query) options.query.emplace_back(name, rendered(text));
    std::array<std::string, Path::kMaxValues> values;
    for (std::size_t i = 0; i < step.values.size(); ++i) values[i] = rendered(step.values[i]);
    const Path path = path_of(step, values, std::make_index_sequence<Path::kMaxValues>());
    const Response response = user_.http.request(*step.method, path, body_of(step), options);
    if (!judge(step.expect, response, step.line)) return false;
    for (const ProfileCapture& capture : step.captures) keep(capture, response);
    return true;
  }

  template <std::size_t... I>
  Path path_of(const ProfileStep& step, const std::array<std::string, Path::kMaxValues>& values,
               std::index_sequence<I...>) const {
    const PathTemplate text(step.path, at(step.line));
    switch (step.values.size()) {
      case 0:
        return Path(std::string_view(step.path), at(step.line));
      case 1:
        return Path(text, values[0]);
      case 2:
        return Path(text, values[0], values[1]);
      case 3:
        return Path(text, values[0], values[1], values[2]);
      case 4:
        return Path(text, values[0], values[1], values[2], values[3]);
      case 5:
        return Path(text, values[0], values[1], values[2], values[3], values[4]);
      case 6:
        return Path(text, values[0], values[1], values[2], values[3], values[4], values[5]);
      case 7:
        return Path(text, values[0], values[1], values[2], values[3], values[4], values[5],
                    values[6]);
      default:
        return Path(text, values[I]...);
    }
  }

  Body body_of(const ProfileStep& step) {
    const auto type = [&](std::string_view usual) {
      return step.content_type.empty() ? usual : std::string_view(step.content_type);
    };
    switch (step.body_kind) {
      case ProfileStep::Body::kNone:
        break;
      case ProfileStep::Body::kJson:
        return raw(rendered_json(step.body), type("application/json"));
      case ProfileStep::Body::kText:
        return raw(rendered(step.body), type("text/plain; charset=utf-8"));
      case ProfileStep::Body::kForm: {
        std::string text;
        for (const auto& [name, value] : step.form) {
          if (!text.empty()) text += '&';
          append_form_encoded(text, name);
          text += '=';
          append_form_encoded(text, rendered(value));
        }
        return raw(std::move(text), type("application/x-www-form-urlencoded"));
      }
    }
    return {};
  }

  // A wrong status ends the checks, because the others would only repeat the fault.
  bool judge(const ProfileChecks& checks, const Response& response, int line) {
    if (checks.statuses.empty()) {
      if (!check(response, IsSuccess(), at(line))) return false;
    } else if (checks.statuses.size() == 1) {
      if (!check(response, StatusIs(checks.statuses[0]), at(checks.status_line))) return false;
    } else if (!check(response, StatusIs(testing::AnyOfArray(checks.statuses)),
                      at(checks.status_line))) {
      return false;
    }
    for (const auto& one : checks.json) judge_json(one, response);
    for (const auto& one : checks.headers) {
      check(response, HeaderIs(one.name, rendered(one.expected)), at(one.line));
    }
    for (const auto& one : checks.contains) {
      const std::string text = rendered(one.text);
      check(response, BodyContains(text), at(one.line));
    }
    if (checks.within) check(response, RespondsWithin(*checks.within), at(checks.within_line));
    return true;
  }

  void judge_json(const ProfileChecks::Json& one, const Response& response) {
    const boost::json::value expected = parsed(rendered_json(one.expected));
    if (one.path.starts_with('$')) {
      check(response, JsonPathIs(one.path, expected, at(one.line)), at(one.line));
    } else {
      check(response, JsonAt(one.path, expected), at(one.line));
    }
  }

  void keep(const ProfileCapture& capture, const Response& response) {
    SlotValue& slot = user_.slots[capture.slot];
    if (!capture.header.empty()) {
      const auto value = find_header(response.exchange().response_head, capture.header);
      if (!value) throw MissingValue("the response has no header " + capture.header);
      slot.text = *value;
      const bool utf8 = find_invalid_utf8(*value) == std::string_view::npos;
      slot.json = boost::json::serialize(
          boost::json::string(utf8 ? std::string(*value) : from_windows_1252(*value)));
      return;
    }
    const boost::json::value& value =
        capture.query ? selected(*capture.query, response) : response[capture.pointer];
    slot.json = json_text_of(value);
    slot.text = plain_text_of(value);
  }

  static const boost::json::value& selected(const JsonQuery& query, const Response& response) {
    const boost::json::value& root = response[""];
    const auto nodes = query.select(root);
    if (!nodes) throw MissingValue(nodes.error().message);
    if (nodes->empty()) throw MissingValue(query.explain_none(root));
    return *nodes->front();
  }

  const char* file_;
  const ProfileJourney& journey_;
  ProfileUser& user_;
};

void ProfileUser::SetUp() { JourneyRunner(source_, file_->set_up, *this).run(); }

}  // namespace

void register_journeys(const std::shared_ptr<ProfileFile>& file) {
  // GoogleTest keeps the pointer to the file's name until the program ends.
  static auto& sources = *new std::list<std::string>;
  const char* const source = sources.emplace_back(file->source).c_str();
  for (const ProfileJourney& journey : file->journeys) {
    const auto kept = std::shared_ptr<const ProfileJourney>(file, &journey);
    add_journey(
        {.user = file->name,
         .name = journey.name,
         .options = {.weight = journey.weight, .tags = journey.tags},
         .location = {source, journey.line},
         .user_type = &typeid(ProfileUser),
         .make_user = [file, source] { return std::make_unique<ProfileUser>(file, source); },
         .body =
             [kept, source](User& user) {
               JourneyRunner(source, *kept, static_cast<ProfileUser&>(user)).run();
             }});
  }
}

}  // namespace traffic::detail
