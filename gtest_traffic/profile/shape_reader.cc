// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/profile/keys.h"
#include "gtest_traffic/profile/reader.h"
#include "gtest_traffic/stages.h"

namespace traffic::detail {
namespace {

// Reads one entry of the shape. Reports each missing key.
class StageReader {
 public:
  StageReader(ProfileReader& reader, const YamlNode& node) : reader_(reader), node_(node) {}

  std::vector<Stage> read() {
    if (!reader_.is_map(node_, "a stage", profile_keys::kStage)) return {};
    const YamlEntry* kind = nullptr;
    for (const YamlEntry& entry : node_.entries) {
      if (entry.key == "for" || entry.key == "name" || !is_known(entry.key)) continue;
      if (kind != nullptr) {
        reader_.add_mistake(
            entry.line,
            fmt::format("a stage cannot be both '{}' and '{}'; begin the next stage with '- '",
                        kind->key, entry.key));
        return {};
      }
      kind = &entry;
    }
    if (kind == nullptr) {
      reader_.add_mistake(node_.line,
                          "the stage has no type; write constant, ramp_to, hold, pause, arrivals, "
                          "at_once, heaviside, stairs or spikes");
      return {};
    }
    std::vector<Stage> stages = stages_of(*kind);
    if (const YamlEntry* const name = entry_of(node_, "name")) {
      if (const auto text = reader_.text(*name)) {
        for (Stage& stage : stages) stage.name = *text;
      }
    }
    return stages;
  }

 private:
  static bool is_known(const std::string& key) {
    const auto& keys = profile_keys::kStage;
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  }
  static const YamlEntry* entry_of(const YamlNode& map, std::string_view key) {
    for (const YamlEntry& entry : map.entries) {
      if (entry.key == key) return &entry;
    }
    return nullptr;
  }

  // Returns the result of `read` for a required key. Reports a mistake if the key is missing.
  template <class Read>
  auto required(const YamlNode& map, std::string_view key, std::string_view example, Read read)
      -> decltype(read(std::declval<const YamlEntry&>())) {
    if (const YamlEntry* const entry = entry_of(map, key)) return read(*entry);
    reader_.add_mistake(map.line, fmt::format("'{}' is missing; write {}", key, example));
    return std::nullopt;
  }
  std::optional<Duration> time(const YamlNode& map, std::string_view key) {
    return required(map, key, fmt::format("{}: 30s", key),
                    [this](const YamlEntry& entry) { return reader_.duration(entry); });
  }
  std::optional<Level> level(const YamlNode& map, std::string_view key) {
    return required(map, key, fmt::format("{0}: 50/s, or {0}: 20 users", key),
                    [this](const YamlEntry& entry) { return reader_.level(entry); });
  }
  std::optional<std::uint64_t> count(const YamlNode& map, std::string_view key) {
    return required(map, key, fmt::format("{}: 3", key), [this](const YamlEntry& entry) {
      return reader_.whole_number(entry, 1, 10'000);
    });
  }

  std::vector<Stage> stages_of(const YamlEntry& kind) {
    constexpr double kMostArrivals = 1e9;
    if (kind.key == "hold" || kind.key == "pause") {
      const auto lasts = reader_.duration(kind);
      if (!lasts) return {};
      return {kind.key == "hold" ? hold(*lasts) : pause(*lasts)};
    }
    if (kind.key == "at_once") {
      const auto number = reader_.whole_number(kind, 1, 10'000);
      return number ? std::vector{at_once(static_cast<double>(*number))} : std::vector<Stage>();
    }
    if (kind.key == "stairs") return stages_of_stairs(kind.value);
    if (kind.key == "spikes") return stages_of_spikes(kind.value);
    if (kind.key == "arrivals" || kind.key == "heaviside") {
      const auto number = reader_.number(kind, 1, kMostArrivals);
      const auto lasts = time(node_, "for");
      if (!number || !lasts || *lasts <= Duration(0)) return {};
      if (kind.key == "arrivals") return {arrivals(*number, *lasts)};
      return heaviside(*number, *lasts).all();
    }
    const auto to = reader_.level(kind);
    const auto lasts = time(node_, "for");
    if (!to || !lasts) return {};
    return {{.duration = *lasts, .to = *to, .at_once = kind.key == "constant", .name = {}}};
  }

  std::vector<Stage> stages_of_stairs(const YamlNode& node) {
    if (!reader_.is_map(node, "'stairs'", profile_keys::kStairs)) return {};
    const auto from = level(node, "from"), by = level(node, "by");
    const auto steps = count(node, "steps");
    const auto each = time(node, "each");
    if (!from || !by || !steps || !each) return {};
    if (from->is_rate() != by->is_rate()) {
      reader_.add_mistake(node.line, "'from' and 'by' must both be rates or both be users");
      return {};
    }
    return stairs({.from = *from, .by = *by, .steps = static_cast<unsigned>(*steps), .each = *each})
        .all();
  }

  std::vector<Stage> stages_of_spikes(const YamlNode& node) {
    if (!reader_.is_map(node, "'spikes'", profile_keys::kSpikes)) return {};
    const auto base = level(node, "base"), peak = level(node, "peak");
    const auto every = time(node, "every"), lasting = time(node, "lasting");
    const auto times = count(node, "times");
    if (!base || !peak || !every || !lasting || !times) return {};
    return spikes({.base = *base,
                   .peak = *peak,
                   .every = *every,
                   .lasting = *lasting,
                   .times = static_cast<unsigned>(*times)})
        .all();
  }

  ProfileReader& reader_;
  const YamlNode& node_;
};

}  // namespace

std::vector<Stage> read_shape(ProfileReader& reader, const YamlEntry& entry) {
  std::vector<Stage> shape;
  if (!reader.is_list(entry.value, "'shape'")) return shape;
  for (const YamlNode& node : entry.value.items) {
    for (Stage& stage : StageReader(reader, node).read()) shape.push_back(std::move(stage));
  }
  return shape;
}

}  // namespace traffic::detail
