// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/yaml_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "gtest_traffic/data/encoding.h"
#include "gtest_traffic/data/raised.h"
#include "gtest_traffic/data/yaml_events.h"
#include "gtest_traffic/data/yaml_scalar.h"

namespace traffic::detail {
namespace {

using Kind = YamlEvent::Kind;

constexpr std::size_t kOpen = std::numeric_limits<std::size_t>::max();

// A part of the log. `end` is kOpen until the node of an anchor is complete.
struct LogRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// An event that an alias or a merge key repeats. An alias has the range that it stands for.
struct LoggedEvent {
  YamlEvent event;
  LogRange target;
};

std::string_view node_name(Kind kind) {
  if (kind == Kind::kMapStart) return "a map";
  return kind == Kind::kListStart ? "a list" : "a value";
}

// Reads the document from the parser, and nodes with an anchor again from a log of their events.
class Walk {
 public:
  Walk(std::string_view text, const DocumentLimits& limits, YamlSink& sink, Mistakes& mistakes)
      : events_(text), limits_(limits), sink_(sink), mistakes_(mistakes) {}

  void run() {
    Source live;
    LoggedEvent at;
    if (!next(live, at)) return;
    if (at.event.kind == Kind::kStreamEnd) return sink_.scalar(1, "", true);
    if (!next(live, at) || !node(at, live, 0) || !next(live, at)) return;
    while (next(live, at) && at.event.kind != Kind::kStreamEnd) {
      const int line = at.event.line;
      if (!next(live, at)) return;
      const bool empty = at.event.kind == Kind::kScalar && at.event.plain && at.event.text.empty();
      if (!empty) return mistakes_.add(line, "a second document starts; expected one document");
      if (!next(live, at)) return;
    }
  }

 private:
  // Reads the parser, or a range of the log.
  struct Source {
    bool is_live = true;
    LogRange range = {};
  };
  // The keys of a map with their lines.
  using Keys = std::unordered_map<std::string, int>;
  struct Merge {
    int line = 0;
    LogRange range;
  };

  bool fail(int line, std::string_view message) {
    mistakes_.add(line, message);
    return false;
  }

  bool next(Source& from, LoggedEvent& at) {
    if (!from.is_live) {
      at = log_[from.range.begin++];
      return true;
    }
    if (!events_.next(at.event)) {
      return fail(events_.mistake_line(), "invalid YAML: " + events_.mistake());
    }
    at.target = {};
    if (at.event.kind == Kind::kAlias && !find_anchor(at)) return false;
    if (logging_ > 0 || !at.event.anchor.empty()) log_.push_back(at);
    return true;
  }

  bool find_anchor(LoggedEvent& at) {
    const auto found = anchors_.find(at.event.text);
    if (found == anchors_.end()) {
      return fail(at.event.line,
                  fmt::format("unknown alias '*{0}': no anchor '&{0}' is above it", at.event.text));
    }
    if (found->second.end == kOpen) {
      return fail(at.event.line,
                  fmt::format("the alias '*{0}' is inside of its anchor '&{0}'", at.event.text));
    }
    at.target = found->second;
    return true;
  }

  // Replaces an alias by the first event of its node, and the source by the rest of that node.
  void resolve(LoggedEvent& at, Source& from) {
    while (at.event.kind == Kind::kAlias) {
      from = {false, at.target};
      next(from, at);
    }
  }

  bool node(LoggedEvent& at, Source& from, int depth) {
    if (at.event.kind == Kind::kAlias) {
      Source repeated;
      resolve(at, repeated);
      const Raised known(repeating_);
      return plain_node(at, repeated, depth);
    }
    if (!from.is_live || at.event.anchor.empty()) return plain_node(at, from, depth);
    const std::string anchor = at.event.anchor;
    const std::size_t begin = log_.size() - 1;
    anchors_[anchor] = {begin, kOpen};
    const Raised logging(logging_);
    if (!plain_node(at, from, depth)) return false;
    anchors_[anchor] = {begin, log_.size()};
    return true;
  }

  bool plain_node(LoggedEvent& at, Source& from, int depth) {
    const int line = at.event.line;
    if (++values_ > limits_.values) return fail(line, too_many(limits_));
    if (at.event.kind == Kind::kScalar) {
      if (muted_ == 0) sink_.scalar(line, at.event.text, at.event.plain);
      return true;
    }
    if (depth == limits_.depth) return fail(line, too_deep(limits_));
    return at.event.kind == Kind::kMapStart ? map(line, from, depth) : list(line, from, depth);
  }

  bool list(int line, Source& from, int depth) {
    if (muted_ == 0) sink_.begin_list(line);
    LoggedEvent at;
    while (next(from, at)) {
      if (at.event.kind == Kind::kListEnd) {
        if (muted_ == 0) sink_.end_list();
        return true;
      }
      if (!node(at, from, depth + 1)) return false;
    }
    return false;
  }

  bool map(int line, Source& from, int depth) {
    if (muted_ == 0) sink_.begin_map(line);
    Keys keys;
    if (!entries(from, keys, keys, depth)) return false;
    if (muted_ == 0) sink_.end_map();
    return true;
  }

  // Reads the entries of a map up to its end, and then its merged maps. Skips keys of `taken`.
  bool entries(Source& from, Keys& own, Keys& taken, int depth) {
    std::vector<Merge> merges;
    LoggedEvent at;
    for (;;) {
      if (!next(from, at)) return false;
      if (at.event.kind == Kind::kMapEnd) break;
      const bool merges_map =
          at.event.kind == Kind::kScalar && at.event.plain && at.event.text == "<<";
      const bool done = merges_map ? keep_merge(at.event.line, from, merges, depth)
                                   : entry(at, from, own, taken, depth);
      if (!done) return false;
    }
    return std::all_of(merges.begin(), merges.end(),
                       [&](const Merge& one) { return merge(one, taken, depth); });
  }

  bool entry(LoggedEvent& at, Source& from, Keys& own, Keys& taken, int depth) {
    const int line = at.event.line;
    bool skipped = false;
    if (const auto key = key_of(at)) {
      const auto [place, is_new] = own.emplace(*key, line);
      if (!is_new && repeating_ == 0) {
        mistakes_.add(
            line, fmt::format("duplicate key '{}': line {} already has it", *key, place->second));
      }
      skipped = !is_new || (&own != &taken && !taken.emplace(*key, line).second);
      if (!skipped && muted_ == 0) sink_.key(line, *key);
      keep_anchor(at, from);
    } else {
      skipped = true;
      if (repeating_ == 0) mistakes_.add(line, "a key must be a scalar");
      const Raised muted(muted_);
      if (!node(at, from, depth + 1)) return false;
    }
    const Raised muted(muted_, skipped);
    return next(from, at) && node(at, from, depth + 1);
  }

  // Returns the text of a key, or of the scalar that its alias stands for.
  std::optional<std::string> key_of(const LoggedEvent& at) const {
    const LoggedEvent* key = &at;
    while (key->event.kind == Kind::kAlias) key = &log_[key->target.begin];
    if (key->event.kind != Kind::kScalar) return std::nullopt;
    return key->event.text;
  }

  void keep_anchor(const LoggedEvent& key, const Source& from) {
    if (!from.is_live || key.event.anchor.empty()) return;
    anchors_[key.event.anchor] = {log_.size() - 1, log_.size()};
  }

  // Logs the value of a merge key, which applies after the other keys of its map.
  bool keep_merge(int line, Source& from, std::vector<Merge>& merges, int depth) {
    const Raised logging(logging_, from.is_live);
    const std::size_t before = from.range.begin;
    LoggedEvent at;
    if (!next(from, at)) return false;
    const std::size_t begin = from.is_live ? log_.size() - 1 : before;
    const Raised muted(muted_);
    const Raised later(repeating_);  // `merge` reports the mistakes
    if (!node(at, from, depth + 1)) return false;
    merges.push_back({line, {begin, from.is_live ? log_.size() : from.range.begin}});
    return true;
  }

  // Adds the entries of the map, or of the list of maps, of a merge key. Entries of the map itself
  // and of earlier maps take precedence (https://yaml.org/type/merge.html).
  bool merge(const Merge& one, Keys& taken, int depth) {
    if (depth == limits_.depth) return fail(one.line, too_deep(limits_));
    Source from{false, one.range};
    LoggedEvent at;
    next(from, at);
    const Raised known(repeating_, at.event.kind == Kind::kAlias);
    resolve(at, from);
    if (at.event.kind != Kind::kListStart) return merge_map(at, from, one.line, taken, depth);
    while (next(from, at) && at.event.kind != Kind::kListEnd) {
      const Raised alias(repeating_, at.event.kind == Kind::kAlias);
      Source item = from;
      const bool is_alias = at.event.kind == Kind::kAlias;
      resolve(at, item);
      if (!merge_map(at, item, one.line, taken, depth)) return false;
      if (!is_alias) from = item;
    }
    return true;
  }

  bool merge_map(LoggedEvent& at, Source& from, int line, Keys& taken, int depth) {
    if (++values_ > limits_.values) return fail(line, too_many(limits_));
    if (at.event.kind == Kind::kMapStart) {
      Keys own;
      return entries(from, own, taken, depth + 1);
    }
    const bool nothing =
        at.event.kind == Kind::kScalar && at.event.plain && is_yaml_null(at.event.text);
    return fail(line, fmt::format("'<<' merges maps, as in <<: *NAME, got {}",
                                  nothing ? "nothing" : node_name(at.event.kind)));
  }

  YamlEvents events_;
  const DocumentLimits& limits_;
  YamlSink& sink_;
  Mistakes& mistakes_;
  std::vector<LoggedEvent> log_;
  std::unordered_map<std::string, LogRange> anchors_;
  std::size_t values_ = 0;
  int logging_ = 0;    // more than 0 while a node is read that may be repeated
  int muted_ = 0;      // more than 0 while a node is read that does not belong to the result
  int repeating_ = 0;  // more than 0 while a node is read whose mistakes are reported elsewhere
};

}  // namespace

void walk_yaml(std::string_view text, const DocumentLimits& limits, YamlSink& sink,
               Mistakes& mistakes) {
  check_bytes(text, limits, mistakes);
  if (!mistakes.empty()) return;
  // YAML forbids control characters (section 5.1). The reader of libyaml gives no line for them.
  const auto control = std::find_if(text.begin(), text.end(), [](unsigned char c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
  });
  if (control != text.end()) {
    const auto line = 1 + std::count(text.begin(), control, '\n');
    return mistakes.add(static_cast<int>(line), "invalid YAML: unexpected control character");
  }
  check_encoding(text, mistakes);
  if (mistakes.empty()) Walk(text, limits, sink, mistakes).run();
}

}  // namespace traffic::detail
