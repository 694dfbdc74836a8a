// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/path.h"
#include "gtest_traffic/profile/keys.h"
#include "gtest_traffic/profile/reader.h"

namespace traffic::detail {
namespace {

Method method_of(std::string_view verb) {
  if (verb == "post") return Method::kPost;
  if (verb == "put") return Method::kPut;
  if (verb == "patch") return Method::kPatch;
  if (verb == "delete") return Method::kDelete;
  if (verb == "head") return Method::kHead;
  return Method::kGet;
}

bool is_verb(const std::string& key) {
  const auto& verbs = profile_keys::kVerbs;
  return std::find(verbs.begin(), verbs.end(), key) != verbs.end();
}

// Returns the mistake in a JSON Pointer or a JSONPath, if there is one.
std::optional<std::string> wrong_path(std::string_view path) {
  if (path.empty() || path.starts_with('/')) return std::nullopt;
  if (path.starts_with('$')) {
    const auto query = JsonQuery::parse(path);
    return query ? std::nullopt : std::optional(query.error().message);
  }
  return fmt::format(
      "'{}' is not a path in JSON; write a JSON Pointer such as /items/0/id, or a JSONPath such as "
      "$.items[0].id",
      path);
}

class StepReader {
 public:
  StepReader(ProfileReader& reader, Names& names, std::size_t& slots)
      : reader_(reader), names_(names), slots_(slots) {}

  ProfileStep read(const YamlNode& node) {
    step_.line = node.line;
    if (!reader_.is_map(node, "a step", profile_keys::kStep)) return std::move(step_);
    for (const YamlEntry& entry : node.entries) read_entry(entry);
    const bool only_waits = step_.think && node.entries.size() == 1;
    if (!step_.method && !only_waits) {
      reader_.add_mistake(
          node.line, fmt::format("the step sends no request; write {}: /path, or only think: 1s",
                                 fmt::join(profile_keys::kVerbs, ", ")));
    }
    if (bodies_ > 1)
      reader_.add_mistake(node.line, "a step can have only one of json, form and body");
    if (bodies_ > 0 && step_.method == Method::kHead) {
      reader_.add_mistake(node.line,
                          "a head request cannot have a body; use 'query' for its parameters");
    }
    // Only later steps may use the captures, so they are read last.
    if (const YamlNode* const capture = node.find("capture")) read_captures(*capture);
    return std::move(step_);
  }

 private:
  void read_entry(const YamlEntry& entry) {
    if (is_verb(entry.key)) {
      read_path(entry);
    } else if (entry.key == "name") {
      if (auto name = reader_.text(entry)) step_.name = *std::move(name);
    } else if (entry.key == "headers") {
      step_.headers = reader_.fields(entry, names_);
    } else if (entry.key == "query") {
      step_.query = reader_.fields(entry, names_);
    } else if (entry.key == "think") {
      step_.think = reader_.think(entry);
    } else if (entry.key == "content_type") {
      if (auto type = reader_.text(entry)) step_.content_type = *std::move(type);
    } else if (entry.key == "expect") {
      read_expect(entry);
    } else if (entry.key == "json" || entry.key == "form" || entry.key == "body") {
      read_body(entry);
    }
  }

  // The metric's name is the path with `{}` for each `${…}`. Each `${…}` provides one value.
  void read_path(const YamlEntry& entry) {
    if (step_.method) {
      reader_.add_mistake(entry.line,
                          "a step can send only one request; begin the next step with '- '");
      return;
    }
    step_.method = method_of(entry.key);
    const auto path = reader_.path_template(entry, names_);
    if (!path) return;
    const std::string& text = entry.value.text;
    if (!text.starts_with('/') && !text.starts_with("${") && !text.starts_with("http://") &&
        !text.starts_with("https://")) {
      reader_.add_mistake(entry.line, fmt::format("the path '{}' must begin with '/'", text));
    }
    for (const Piece& piece : *path) {
      if (piece.kind == Piece::Kind::kLiteral) {
        step_.path += piece.text;
      } else {
        step_.path += "{}";
        step_.values.push_back({piece});
      }
    }
    if (step_.values.size() > Path::kMaxValues) {
      reader_.add_mistake(entry.line,
                          fmt::format("a path takes at most {} values", Path::kMaxValues));
    }
  }

  void read_body(const YamlEntry& entry) {
    ++bodies_;
    if (entry.key == "form") {
      step_.body_kind = ProfileStep::Body::kForm;
      step_.form = reader_.fields(entry, names_);
    } else if (entry.key == "json") {
      step_.body_kind = ProfileStep::Body::kJson;
      if (auto body = json(entry)) step_.body = *std::move(body);
    } else {
      step_.body_kind = ProfileStep::Body::kText;
      if (auto body = reader_.text_template(entry, names_)) step_.body = *std::move(body);
    }
  }

  std::optional<Template> json(const YamlEntry& entry) {
    Expected<Template> read = parse_json_template(to_json(entry.value), names_);
    if (read) return *std::move(read);
    reader_.add_mistake(entry.line, entry.key + ": " + read.error().message);
    return std::nullopt;
  }

  void read_expect(const YamlEntry& entry) {
    if (!reader_.is_map(entry.value, "'expect'", profile_keys::kExpect)) return;
    ProfileChecks& checks = step_.expect;
    for (const YamlEntry& one : entry.value.entries) {
      if (one.key == "status") {
        read_status(one);
      } else if (one.key == "within") {
        checks.within_line = one.line;
        checks.within = reader_.duration(one);
      } else if (one.key == "contains") {
        read_contains(one);
      } else if (one.key == "headers") {
        if (!reader_.is_map(one.value, "'headers'")) continue;
        for (const YamlEntry& header : one.value.entries) {
          if (auto text = reader_.text_template(header, names_)) {
            checks.headers.push_back({header.line, header.key, *std::move(text)});
          }
        }
      } else if (one.key == "json") {
        if (!reader_.is_map(one.value, "'json'")) continue;
        for (const YamlEntry& at : one.value.entries) {
          if (const auto wrong = wrong_path(at.key)) reader_.add_mistake(at.line, *wrong);
          if (auto value = json(at)) checks.json.push_back({at.line, at.key, *std::move(value)});
        }
      }
    }
  }

  void read_status(const YamlEntry& entry) {
    step_.expect.status_line = entry.line;
    const auto add = [&](const YamlEntry& one) {
      if (const auto code = reader_.whole_number(one, 100, 999)) {
        step_.expect.statuses.push_back(static_cast<int>(*code));
      }
    };
    if (entry.value.kind != YamlNode::Kind::kSequence) return add(entry);
    for (const YamlNode& item : entry.value.items) add({entry.key, item.line, item});
  }

  void read_contains(const YamlEntry& entry) {
    const auto add = [&](const YamlEntry& one) {
      if (auto text = reader_.text_template(one, names_)) {
        step_.expect.contains.push_back({one.line, *std::move(text)});
      }
    };
    if (entry.value.kind != YamlNode::Kind::kSequence) return add(entry);
    for (const YamlNode& item : entry.value.items) add({entry.key, item.line, item});
  }

  void read_captures(const YamlNode& node) {
    if (!reader_.is_map(node, "'capture'")) return;
    for (const YamlEntry& entry : node.entries) {
      if (names_.constants.contains(entry.key)) {
        reader_.add_mistake(
            entry.line,
            fmt::format("'{}' is already the name of a variable; give the capture another name",
                        entry.key));
        continue;
      }
      const auto [place, is_new] = names_.slots.emplace(entry.key, slots_);
      if (is_new) ++slots_;
      ProfileCapture capture{.slot = place->second, .pointer = {}};
      read_capture(entry, capture);
      step_.captures.push_back(std::move(capture));
    }
  }

  void read_capture(const YamlEntry& entry, ProfileCapture& capture) {
    YamlEntry from = entry;
    if (entry.value.kind == YamlNode::Kind::kMap) {
      if (!reader_.is_map(entry.value, "a capture", profile_keys::kCapture)) return;
      if (entry.value.entries.size() != 1) {
        return reader_.add_mistake(entry.line,
                                   "a capture must have exactly one of 'json' and 'header'");
      }
      from = entry.value.entries.front();
      if (from.key == "header") {
        if (auto name = reader_.text(from)) capture.header = *std::move(name);
        return;
      }
    }
    const auto path = reader_.text(from);
    if (!path) return;
    if (const auto wrong = wrong_path(*path)) return reader_.add_mistake(from.line, *wrong);
    if (path->starts_with('$')) {
      capture.query = *JsonQuery::parse(*path);
    } else {
      capture.pointer = *path;
    }
  }

  ProfileReader& reader_;
  Names& names_;
  std::size_t& slots_;
  ProfileStep step_;
  int bodies_ = 0;
};

}  // namespace

ProfileStep read_step(ProfileReader& reader, const YamlNode& node, Names& names,
                      std::size_t& slots) {
  return StepReader(reader, names, slots).read(node);
}

}  // namespace traffic::detail
