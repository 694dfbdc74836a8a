// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse_options.hpp>
#include <string>
#include <unordered_map>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/data/lined_json_data.h"
#include "gtest_traffic/http/json_parser.h"

namespace traffic::detail {
namespace {

// Finds the keys and the values of a JSON text, in order. An invalid text gives any result.
class JsonScan {
 public:
  explicit JsonScan(std::string_view text) : text_(text) {}

  // Calls `on_key(raw, line)`, `on_value(line)`, `on_open(is_object, line)` and `on_close()`. Stops
  // when a function with a line returns false.
  template <class Visitor>
  void run(Visitor& visitor) {
    for (std::size_t at = 0; at < text_.size();) {
      const char c = text_[at];
      if (c == '\n') ++line_;
      if (c == '"') {
        const std::size_t end = end_of_string(at);
        const std::string_view raw = text_.substr(at, end - at);
        const bool is_key = std::exchange(expects_key_, false);
        if (!(is_key ? visitor.on_key(raw, line_) : visitor.on_value(line_))) return;
        at = end;
      } else if (c == '{' || c == '[') {
        if (!visitor.on_value(line_) || !visitor.on_open(c == '{', line_)) return;
        open_.push_back(c == '{');
        expects_key_ = c == '{';
        ++at;
      } else if (c == '}' || c == ']') {
        if (!open_.empty()) open_.pop_back();
        visitor.on_close();
        expects_key_ = false;
        ++at;
      } else if (c == ',') {
        expects_key_ = !open_.empty() && open_.back();
        ++at;
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ':') {
        ++at;
      } else {
        if (!visitor.on_value(line_)) return;
        at = std::min(text_.find_first_of(",]}: \t\r\n\"[{", at), text_.size());
      }
    }
  }

 private:
  std::size_t end_of_string(std::size_t at) const {
    for (++at; at < text_.size() && text_[at] != '"'; ++at) {
      if (text_[at] == '\\') ++at;
    }
    return std::min(at + 1, text_.size());
  }

  std::string_view text_;
  std::vector<bool> open_;  // true for each open object, false for each open array
  bool expects_key_ = false;
  int line_ = 1;
};

// Records the line of each value. Stops at a limit.
struct LineVisitor {
  const DocumentLimits& limits;
  Mistakes& mistakes;
  std::vector<std::uint32_t> lines = {};
  int key_line = 0;
  int depth = 0;

  bool on_key(std::string_view, int line) {
    key_line = line;
    return true;
  }
  bool on_value(int line) {
    if (lines.size() == limits.values) return stop(line, too_many(limits));
    lines.push_back(static_cast<std::uint32_t>(key_line == 0 ? line : key_line));
    key_line = 0;
    return true;
  }
  bool on_open(bool, int line) { return ++depth <= limits.depth || stop(line, too_deep(limits)); }
  void on_close() { --depth; }
  bool stop(int line, std::string_view message) {
    mistakes.add(line, message);
    return false;
  }
};

// Reports the repeated keys of a valid text.
struct KeyVisitor {
  Mistakes& mistakes;
  std::vector<std::unordered_map<std::string, int>> keys = {};

  bool on_key(std::string_view raw, int line) {
    boost::system::error_code error;
    const boost::json::value key = parse_json(raw, error);
    const std::string text(key.get_string().data(), key.get_string().size());
    const auto [place, is_new] = keys.back().emplace(text, line);
    if (!is_new) {
      mistakes.add(line,
                   fmt::format("duplicate key '{}': line {} already has it", text, place->second));
    }
    return true;
  }
  bool on_value(int) { return true; }
  bool on_open(bool, int) {
    keys.emplace_back();
    return true;
  }
  void on_close() { keys.pop_back(); }
};

int line_at(std::string_view text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

}  // namespace

Expected<LinedJson> parse_lined_json(std::string_view text, std::string_view source,
                                     const DocumentLimits& limits) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Mistakes mistakes(source);
  check_bytes(text, limits, mistakes);
  LineVisitor lines{limits, mistakes};
  if (mistakes.empty()) JsonScan(text).run(lines);
  if (!mistakes.empty()) return mistakes.error();
  auto data = std::make_shared<LinedJson::Data>();
  boost::json::parse_options options;
  options.max_depth = static_cast<std::size_t>(limits.depth);
  JsonParser parser(options);
  boost::system::error_code error;
  data->root.emplace(parser.parse(text, &data->memory, error));
  if (error) {
    mistakes.add(line_at(text, parser.read()), "invalid JSON: " + error.message());
  } else if (!data->number(lines.lines)) {
    // The parser keeps only the last of the members with the same key.
    KeyVisitor keys{mistakes};
    JsonScan(text).run(keys);
  }
  if (!mistakes.empty()) return mistakes.error();
  return LinedJson(std::move(data));
}

}  // namespace traffic::detail
