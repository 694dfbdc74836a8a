// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/config_file.h"

#include <fmt/format.h>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/data/yaml.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/openapi/uri.h"
#include "gtest_traffic/units.h"

namespace traffic::openapi {
namespace {

using detail::YamlEntry;
using detail::YamlNode;
using namespace std::chrono_literals;

class ConfigReader {
 public:
  explicit ConfigReader(const std::string& source) : mistakes_(source) {}

  Expected<ConfigFile> read(const YamlNode& root) {
    if (root.kind != YamlNode::Kind::kMap && root.kind != YamlNode::Kind::kNull) {
      mistakes_.add(root.line, fmt::format("expected a map with the keys {}, got {}",
                                           fmt::join(kKeys, ", "), kind_name(root)));
    }
    for (const YamlEntry& entry : root.entries) {
      if (entry.key == "discovery_timeout") {
        read_timeout(entry);
      } else if (entry.key == "prefixes") {
        each(entry, [this](const YamlEntry& one) { add_prefix(one); });
      } else if (entry.key == "allowed_origins") {
        each(entry, [this](const YamlEntry& one) { add_origin(one); });
      } else {
        mistakes_.add(entry.line,
                      fmt::format("unknown key '{}': expected one of {}{}", entry.key,
                                  fmt::join(kKeys, ", "), detail::did_you_mean(entry.key, kKeys)));
      }
    }
    if (!mistakes_.empty()) return mistakes_.error();
    return std::move(config_);
  }

 private:
  void read_timeout(const YamlEntry& entry) {
    const auto time = parse_duration(entry.value.text);
    if (entry.value.kind == YamlNode::Kind::kScalar && time && *time > 0s && *time <= 1h) {
      config_.discovery_timeout = *time;
      return;
    }
    mistakes_.add(entry.line, fmt::format("discovery_timeout: expected a time above 0 and at most "
                                          "1h, such as 30 or 2m, got '{}'",
                                          entry.value.text));
  }

  template <class Read>
  void each(const YamlEntry& entry, Read read) {
    if (entry.value.kind != YamlNode::Kind::kSequence) {
      return mistakes_.add(entry.line, fmt::format("'{}' must be a list, got {}", entry.key,
                                                   kind_name(entry.value)));
    }
    for (const YamlNode& item : entry.value.items) read({entry.key, item.line, item});
  }

  void add_prefix(const YamlEntry& one) {
    std::string prefix = one.value.text;
    while (prefix.ends_with('/')) prefix.pop_back();
    if (!prefix.starts_with('/') || prefix.find_first_of(" ?#{}") != prefix.npos) {
      return mistakes_.add(one.line, fmt::format("prefixes: expected a path such as /docman, got "
                                                 "'{}'",
                                                 one.value.text));
    }
    config_.prefixes.push_back(std::move(prefix));
  }

  void add_origin(const YamlEntry& one) {
    const std::string origin = origin_of(one.value.text);
    if (origin.empty()) {
      return mistakes_.add(one.line, fmt::format("allowed_origins: expected a URL such as "
                                                 "https://schemas.example.com, got '{}'",
                                                 one.value.text));
    }
    config_.allowed_origins.push_back(origin);
  }

  const std::vector<std::string> kKeys{"discovery_timeout", "prefixes", "allowed_origins"};
  detail::Mistakes mistakes_;
  ConfigFile config_;
};

}  // namespace

Expected<ConfigFile> parse_config(const std::string& text, const std::string& source) {
  const auto root = detail::parse_yaml(text, source);
  if (!root) return root.error();
  return ConfigReader(source).read(*root);
}

Expected<ConfigFile> read_config(const std::string& path) {
  const auto text = detail::read_text_file(path);
  if (!text) return text.error();
  return parse_config(*text, path);
}

}  // namespace traffic::openapi
