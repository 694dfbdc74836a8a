// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <cmath>
#include <sstream>
#include <utility>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/data/encoding.h"

namespace traffic::detail {
namespace {

constexpr int kMaxDepth = 64;
constexpr int kMaxNodes = 100'000;

class Converter {
 public:
  explicit Converter(Mistakes& mistakes) : mistakes_(mistakes) {}

  // `line` is the fallback for nodes without a position, such as empty nodes.
  YamlNode convert(const YAML::Node& from, int line, int depth) {
    YamlNode node;
    node.line = from.Mark().is_null() ? line : from.Mark().line + 1;
    if (depth > kMaxDepth || ++nodes_ > kMaxNodes) {
      if (!too_large_) mistakes_.add(node.line, "the document is too large or nested too deeply");
      too_large_ = true;
      return node;
    }
    if (from.IsScalar()) {
      node.kind = YamlNode::Kind::kScalar;
      node.text = from.Scalar();
      node.quoted = from.Tag() != "?" && !from.Tag().empty();
    } else if (from.IsSequence()) {
      node.kind = YamlNode::Kind::kSequence;
      for (const auto& item : from) node.items.push_back(convert(item, node.line, depth + 1));
    } else if (from.IsMap()) {
      node.kind = YamlNode::Kind::kMap;
      for (const auto& entry : from) {
        if (!is_merge(entry.first)) add_entry(node, entry.first, entry.second, depth);
      }
      for (const auto& entry : from) {
        if (is_merge(entry.first)) merge(node, entry.first, entry.second, depth);
      }
    }
    return node;
  }

 private:
  static bool is_merge(const YAML::Node& key) {
    return key.IsScalar() && key.Tag() == "?" && key.Scalar() == "<<";
  }

  // Adds the entries of the map, or of the list of maps, of a merge key. Entries of the node itself
  // and of earlier maps take precedence (https://yaml.org/type/merge.html).
  void merge(YamlNode& node, const YAML::Node& key, const YAML::Node& value, int depth) {
    const int line = key.Mark().is_null() ? node.line : key.Mark().line + 1;
    YamlNode merged = convert(value, line, depth + 1);
    if (merged.kind != YamlNode::Kind::kSequence) {
      YamlNode only = std::move(merged);
      merged = {};
      merged.items.push_back(std::move(only));
    }
    for (YamlNode& map : merged.items) {
      if (map.kind != YamlNode::Kind::kMap) {
        return mistakes_.add(
            line, fmt::format("'<<' merges maps, as in <<: *NAME, got {}", kind_name(map)));
      }
      for (YamlEntry& entry : map.entries) {
        if (node.find(entry.key) == nullptr) node.entries.push_back(std::move(entry));
      }
    }
  }

  void add_entry(YamlNode& node, const YAML::Node& key, const YAML::Node& value, int depth) {
    const int line = key.Mark().is_null() ? node.line : key.Mark().line + 1;
    if (!key.IsScalar()) {
      mistakes_.add(line, "a key must be a scalar");
      return;
    }
    const auto same = std::find_if(node.entries.begin(), node.entries.end(),
                                   [&](const YamlEntry& one) { return one.key == key.Scalar(); });
    if (same != node.entries.end()) {
      mistakes_.add(line, fmt::format("duplicate key '{}': line {} already has it", key.Scalar(),
                                      same->line));
      return;
    }
    node.entries.push_back({key.Scalar(), line, convert(value, line, depth + 1)});
  }

  Mistakes& mistakes_;
  int nodes_ = 0;
  bool too_large_ = false;
};

template <class T>
bool parse_whole(std::string_view text, T& number, int base) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return code == std::errc() && end == text.data() + text.size() && !text.empty();
}

boost::json::value plain_scalar(const std::string& text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL")
    return nullptr;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  const std::string_view digits = std::string_view(text).substr(text[0] == '+' ? 1 : 0);
  std::int64_t whole = 0;
  if (parse_whole(digits, whole, 10)) return whole;
  std::uint64_t large = 0;
  if (parse_whole(digits, large, 10)) return large;
  if (text.starts_with("0x") && parse_whole(digits.substr(2), large, 16)) return large;
  if (text.starts_with("0o") && parse_whole(digits.substr(2), large, 8)) return large;
  double number = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = code == std::errc() && end == digits.data() + digits.size();
  if (is_number && std::isfinite(number)) return number;
  return boost::json::string(text);
}

// Records the first line of a document and whether the document is empty.
class DocumentWatch final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override { line_ = mark.line + 1; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override { empty_ = false; }
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {
    empty_ = false;
  }
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    empty_ = false;
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    empty_ = false;
  }
  void OnMapEnd() override {}

  int line() const { return line_; }
  bool empty() const { return empty_; }

 private:
  int line_ = 0;
  bool empty_ = true;
};

// Checks the text after the first document. LoadAll is not suitable: it never ends on a stray `,`
// or `]`.
void check_rest(const std::string& text, Mistakes& mistakes) {
  std::istringstream in(text);
  YAML::Parser parser(in);
  constexpr int kDocuments = 8;
  for (int i = 0; i < kDocuments; ++i) {
    DocumentWatch watch;
    if (!parser.HandleNextDocument(watch)) return;
    if (i > 0 && !watch.empty()) {
      return mistakes.add(watch.line(), "a second document starts; expected one document");
    }
    if (i == kDocuments - 1) {
      mistakes.add(watch.line(), "invalid YAML: unexpected token");
    }
  }
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const YamlEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &found->value;
}

Expected<YamlNode> parse_yaml(const std::string& text, std::string_view source) {
  Mistakes mistakes(source);
  YamlNode root;
  // YAML forbids control characters (section 5.1), and a NUL makes the parser hang.
  const auto control = std::find_if(text.begin(), text.end(), [](unsigned char c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
  });
  if (control != text.end()) {
    const auto line = 1 + std::count(text.begin(), control, '\n');
    mistakes.add(static_cast<int>(line), "invalid YAML: unexpected control character");
    return mistakes.error();
  }
  check_encoding(text, mistakes);
  if (!mistakes.empty()) return mistakes.error();
  try {
    const YAML::Node document = YAML::Load(text);
    if (document.IsDefined() && !document.IsNull()) {
      root = Converter(mistakes).convert(document, 1, 0);
    }
    check_rest(text, mistakes);
  } catch (const YAML::Exception& exception) {
    mistakes.add(exception.mark.is_null() ? 0 : exception.mark.line + 1,
                 "invalid YAML: " + exception.msg);
  }
  if (!mistakes.empty()) return mistakes.error();
  return root;
}

boost::json::value to_json(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return nullptr;
    case YamlNode::Kind::kScalar:
      if (node.quoted) return boost::json::string(node.text);
      return plain_scalar(node.text);
    case YamlNode::Kind::kSequence: {
      boost::json::array array;
      for (const YamlNode& item : node.items) array.push_back(to_json(item));
      return array;
    }
    case YamlNode::Kind::kMap: {
      boost::json::object object;
      for (const YamlEntry& entry : node.entries) object[entry.key] = to_json(entry.value);
      return object;
    }
  }
  return nullptr;
}

std::string_view kind_name(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kScalar:
      return "a value";
    case YamlNode::Kind::kSequence:
      return "a list";
    case YamlNode::Kind::kMap:
      return "a map";
    case YamlNode::Kind::kNull:
      break;
  }
  return "nothing";
}

}  // namespace traffic::detail
