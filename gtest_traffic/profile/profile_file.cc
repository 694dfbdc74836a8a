// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/profile/profile_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/plan/validation.h"
#include "gtest_traffic/profile/keys.h"
#include "gtest_traffic/profile/profile_plan.h"
#include "gtest_traffic/profile/reader.h"

namespace traffic::detail {
namespace {

// Converts `data/web-shop.yaml` to `web_shop`.
std::string name_of(const std::string& source) {
  std::string name = std::filesystem::path(source).stem().string();
  for (char& c : name) {
    if (!is_word({&c, 1})) c = '_';
  }
  return name.empty() ? "profile" : name;
}

class FileReader {
 public:
  explicit FileReader(const std::string& source) : reader_(source) {
    file_.source = source;
    file_.name = name_of(source);
  }

  Expected<ProfileFile> read(const YamlNode& root) {
    if (!reader_.is_map(root, "a profile", profile_keys::kFile)) return reader_.error();
    for (const YamlEntry& entry : root.entries) read_entry(entry);
    if (set_up_ != nullptr) read_set_up();
    if (journeys_ != nullptr && reader_.is_list(journeys_->value, "'journeys'")) {
      for (const YamlNode& node : journeys_->value.items) add_journey(node);
    }
    check_load();
    if (!reader_.has_no_mistakes()) return reader_.error();
    return std::move(file_);
  }

 private:
  template <class T, class U>
  static void keep(T& to, std::optional<U> value) {
    if (value) to = *std::move(value);
  }

  void read_entry(const YamlEntry& entry) {
    if (entry.key == "name") {
      keep(file_.name, reader_.text(entry));
      if (!is_word(file_.name)) {
        reader_.add_mistake(
            entry.line,
            fmt::format("name: invalid name '{}': use only letters, digits and _", file_.name));
      }
    } else if (entry.key == "target") {
      file_.target_line = entry.line;
      keep(file_.target, reader_.text(entry));
    } else if (entry.key == "headers") {
      defaults_.headers = &entry;
    } else if (entry.key == "variables") {
      defaults_.variables = &entry;
    } else if (entry.key == "think") {
      defaults_.think = reader_.think(entry);
    } else if (entry.key == "set_up") {
      set_up_ = &entry;
    } else if (entry.key == "journeys") {
      journeys_ = &entry;
    } else if (entry.key == "mix") {
      read_mix(entry);
    } else if (entry.key == "expect") {
      read_gates(entry);
    } else {
      read_load(entry);
    }
  }

  void read_load(const YamlEntry& entry) {
    if (entry.key == "shape") {
      file_.shape_line = entry.line;
      file_.shape = read_shape(reader_, entry);
    } else if (entry.key == "warm_up") {
      keep(file_.warm_up, reader_.duration(entry));
    } else if (entry.key == "pacing") {
      keep(file_.pacing, reader_.duration(entry));
    } else if (entry.key == "abort_after") {
      abort_line_ = entry.line;
      keep(file_.abort_after, reader_.duration(entry));
    } else if (entry.key == "user_cap") {
      keep(file_.user_cap, reader_.whole_number(entry, 1, static_cast<std::uint64_t>(kMaxUsers)));
    } else if (entry.key == "iterations") {
      iterations_line_ = entry.line;
      keep(file_.iterations, reader_.whole_number(entry, 1, 1'000'000'000'000));
    } else if (entry.key == "spacing") {
      const std::vector<std::string> words{"even", "poisson"};
      const auto word = reader_.text(entry);
      if (word && *word != "even" && *word != "poisson") {
        reader_.add_mistake(entry.line, fmt::format("spacing: expected even or poisson, got '{}'{}",
                                                    *word, did_you_mean(*word, words)));
      }
      if (word == "poisson") file_.spacing = Spacing::kPoisson;
    }
  }

  void read_mix(const YamlEntry& entry) {
    if (!reader_.is_map(entry.value, "'mix'")) return;
    for (const YamlEntry& one : entry.value.entries) {
      if (const auto weight = reader_.number(one, 0, 1e6)) {
        file_.mix.push_back({one.key, *weight});
      }
    }
  }

  void read_gates(const YamlEntry& entry) {
    const auto add = [&](const YamlEntry& one) {
      const auto text = reader_.text(one);
      if (!text) return;
      const auto gates = parse_gates(*text);
      if (!gates) return reader_.add_mistake(one.line, "expect: " + gates.error().message);
      for (const Gate& gate : *gates) {
        file_.gates.push_back(gate);
        gate_lines_.push_back(one.line);
      }
    };
    if (entry.value.kind != YamlNode::Kind::kSequence) return add(entry);
    for (const YamlNode& item : entry.value.items) add({entry.key, item.line, item});
  }

  void read_set_up() {
    file_.set_up = traffic::detail::read_set_up(reader_, *set_up_, defaults_);
    if (journeys_ == nullptr) {
      reader_.add_mistake(set_up_->line,
                          "'set_up' is for the journeys of this file, which has none");
    }
  }

  void add_journey(const YamlNode& node) {
    ProfileJourney journey = read_journey(reader_, node, defaults_);
    const auto same = std::find_if(file_.journeys.begin(), file_.journeys.end(),
                                   [&](const auto& one) { return one.name == journey.name; });
    if (!journey.name.empty() && same != file_.journeys.end()) {
      reader_.add_mistake(node.line, fmt::format("a journey '{}' already exists on line {}",
                                                 journey.name, same->line));
    }
    file_.journeys.push_back(std::move(journey));
  }

  // The mix is resolved when the load is planned, after the journeys of the file are registered.
  void check_load() {
    if (file_.shape.empty()) return;
    for (const PlanMistake& mistake : validate(draft_of(file_))) {
      if (mistake.field == PlanField::kGate) {
        reader_.add_mistake(gate_lines_[mistake.gate], "expect: " + mistake.message);
      } else if (const int line = line_of(mistake.field)) {
        reader_.add_mistake(line, mistake.message);
      }
    }
  }

  // Returns the line of an input of the load; 0 if a file does not have it.
  int line_of(PlanField field) const {
    switch (field) {
      case PlanField::kShape:
      case PlanField::kWarmUp:
        return file_.shape_line;
      case PlanField::kAbort:
        return abort_line_;
      case PlanField::kIterations:
        return iterations_line_;
      default:
        return 0;
    }
  }

  ProfileReader reader_;
  ProfileFile file_;
  ProfileDefaults defaults_;
  const YamlEntry* set_up_ = nullptr;
  const YamlEntry* journeys_ = nullptr;
  std::vector<int> gate_lines_;
  int abort_line_ = 0, iterations_line_ = 0;
};

}  // namespace

bool is_profile_file(std::string_view load) {
  const std::string lower = to_lower(load);
  return lower.ends_with(".yaml") || lower.ends_with(".yml");
}

Expected<ProfileFile> parse_profile_file(const std::string& text, const std::string& source) {
  const Expected<YamlNode> root = parse_yaml(text, source);
  if (!root) return root.error();
  return FileReader(source).read(*root);
}

Expected<ProfileFile> read_profile_file(const std::string& path) {
  const Expected<std::string> text = read_text_file(path);
  if (!text) return text.error();
  return parse_profile_file(*text, path);
}

}  // namespace traffic::detail
