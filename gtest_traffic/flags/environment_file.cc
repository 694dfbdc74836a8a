// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/flags/environment_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/base/text_file.h"
#include "gtest_traffic/data/yaml.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;
using Kind = YamlNode::Kind;

bool is_word(std::string_view text, std::string_view also) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [also](unsigned char c) {
    return (c < 0x80 && std::isalnum(c) != 0) || also.find(static_cast<char>(c)) != also.npos;
  });
}

// Validates one file and adds the mistakes to its errors.
class Reader {
 public:
  Reader(const std::string& source, EnvironmentFile& file) : source_(source), file_(file) {}

  void read(const YamlNode& root) {
    if (root.kind != Kind::kMap) {
      return add_mistake(root.line,
                         fmt::format("an environment file must be a map with the keys {}, got {}",
                                     fmt::join(kKeys, ", "), kind_name(root)));
    }
    for (const YamlEntry& entry : root.entries) {
      if (entry.key == "base_url") {
        read_base_url(entry);
      } else if (entry.key == "headers") {
        each(entry, [this](const YamlEntry& one) { read_header(one); });
      } else if (entry.key == "variables") {
        each(entry, [this](const YamlEntry& one) { read_variable(one); });
      } else if (entry.key == "secrets") {
        each(entry, [this](const YamlEntry& one) { read_secret(one); });
      } else {
        unknown(entry, "key", kKeys);
      }
    }
  }

 private:
  void add_mistake(int line, const std::string& message) {
    file_.errors.push_back({fmt::format("{}:{}: {}", source_, line, message)});
  }

  void unknown(const YamlEntry& entry, std::string_view what,
               const std::vector<std::string>& known) {
    add_mistake(entry.line, fmt::format("unknown {} '{}': expected one of {}{}", what, entry.key,
                                        fmt::join(known, ", "), did_you_mean(entry.key, known)));
  }

  template <class Read>
  void each(const YamlEntry& section, Read read) {
    if (section.value.kind == Kind::kNull) return;
    if (section.value.kind != Kind::kMap) {
      return add_mistake(section.line,
                         fmt::format("'{}' must be a map from names to values, got {}", section.key,
                                     kind_name(section.value)));
    }
    for (const YamlEntry& entry : section.value.entries) read(entry);
  }

  void read_base_url(const YamlEntry& entry) {
    if (entry.value.kind != Kind::kScalar || entry.value.text.empty()) {
      return add_mistake(entry.line, "'base_url' has no value; write base_url: http://host:port");
    }
    file_.base_url = entry.value.text;
    file_.base_url_source = fmt::format("{}:{}", source_, entry.line);
  }

  // Returns true if the name and the value are allowed in a file; otherwise adds an error.
  bool is_plain(const YamlEntry& entry, std::string_view what, std::string_view advice) {
    if (is_sensitive_name(entry.key)) {
      add_mistake(
          entry.line,
          fmt::format(
              "{} '{}' has the name of a secret, and this file must not contain secrets; {}", what,
              entry.key, advice));
    } else if (entry.value.kind != Kind::kScalar) {
      add_mistake(entry.line, fmt::format("{} '{}' must be a text or a number, got {}", what,
                                          entry.key, kind_name(entry.value)));
    } else {
      return true;
    }
    return false;
  }

  void read_header(const YamlEntry& entry) {
    if (!is_token(entry.key)) {
      return add_mistake(entry.line, fmt::format("invalid header name '{}'", entry.key));
    }
    if (!is_plain(entry, "header",
                  fmt::format("list it under 'secrets' and set it in SetUp with "
                              "http.header(\"{}\", secret(\"…\"))",
                              entry.key))) {
      return;
    }
    const std::string& value = entry.value.text;
    if (value.empty() || has_control(value)) {
      return add_mistake(entry.line, fmt::format("the value of header '{}' is empty or contains a "
                                                 "line break or another control character",
                                                 entry.key));
    }
    if (is_framing_field(entry.key)) {
      return add_mistake(entry.line, framing_field_text(entry.key));
    }
    file_.settings.headers.emplace_back(entry.key, value);
  }

  void read_variable(const YamlEntry& entry) {
    if (!is_plain(
            entry, "variable",
            fmt::format("list it under 'secrets' and read it with secret(\"{}\")", entry.key))) {
      return;
    }
    file_.settings.variables[entry.key] = entry.value.text;
  }

  void read_secret(const YamlEntry& entry) {
    if (!is_word(entry.key, "_")) {
      return add_mistake(
          entry.line,
          fmt::format("invalid name of a secret '{}': use only letters, digits and _", entry.key));
    }
    SecretSource source{.declared_at = fmt::format("{}:{}", source_, entry.line)};
    if (entry.value.kind == Kind::kScalar || entry.value.kind == Kind::kSequence) {
      return add_mistake(
          entry.line,
          fmt::format("secret '{0}' has a value in this file, which must not contain secrets; "
                      "remove the value, and replace the secret if others have seen it; set the "
                      "environment variable {0}, or write {{ file: PATH }} or {{ env: NAME }}",
                      entry.key));
    }
    for (const YamlEntry& part : entry.value.entries) {
      if (part.key != "file" && part.key != "env") {
        unknown(part, "key", {"file", "env"});
        continue;
      }
      if (part.value.kind != Kind::kScalar || part.value.text.empty()) {
        add_mistake(part.line,
                    fmt::format("'{}' of secret '{}' has no value", part.key, entry.key));
      } else if (part.key == "file") {
        source.file = (fs::path(source_).parent_path() / part.value.text).string();
      } else {
        source.variable = part.value.text;
      }
    }
    if (!source.file.empty() && !source.variable.empty()) {
      add_mistake(entry.line,
                  fmt::format("secret '{}' has both 'file' and 'env'; give only one", entry.key));
    }
    if (source.file.empty() && source.variable.empty()) source.variable = entry.key;
    file_.settings.secrets[entry.key] = std::move(source);
  }

  const std::vector<std::string> kKeys{"base_url", "headers", "variables", "secrets"};
  const std::string& source_;
  EnvironmentFile& file_;
};

std::vector<fs::path> folders(const Environment& environment) {
  std::vector<fs::path> result{"", "environments"};
  const auto data = environment.find("TRAFFIC_DATA_DIR");
  if (data != environment.end() && !data->second.empty()) {
    result.insert(result.end(), {fs::path(data->second), fs::path(data->second) / "environments"});
  }
  return result;
}

// Finds the file for a name without a path.
Expected<std::string> find_file(std::string_view name, const Environment& environment) {
  std::vector<std::string> known;
  std::vector<std::string> places;
  std::error_code error;
  for (const fs::path& folder : folders(environment)) {
    for (const char* const ending : {".yaml", ".yml"}) {
      const fs::path path = folder / (std::string(name) + ending);
      if (fs::exists(path, error)) return path.string();
    }
    const fs::path shown = folder.empty() ? fs::path(".") : folder;
    places.push_back(shown.string());
    for (const auto& entry : fs::directory_iterator(shown, error)) {
      const std::string ending = entry.path().extension().string();
      if (ending == ".yaml" || ending == ".yml") known.push_back(entry.path().stem().string());
    }
  }
  return Error{fmt::format("no environment file {0}.yaml or {0}.yml in {1}{2}", name,
                           fmt::join(places, ", "), did_you_mean(name, known))};
}

}  // namespace

EnvironmentFile parse_environment_file(const std::string& text, const std::string& source) {
  EnvironmentFile file;
  const Expected<YamlNode> root = parse_yaml(text, source);
  if (root) {
    Reader(source, file).read(*root);
  } else {
    for (const std::string_view line : split(root.error().message, '\n')) {
      file.errors.push_back({std::string(line)});
    }
  }
  return file;
}

EnvironmentFile read_environment_file(std::string_view name, const Environment& environment) {
  EnvironmentFile file;
  const bool is_path =
      name.find('/') != name.npos || name.ends_with(".yaml") || name.ends_with(".yml");
  const Expected<std::string> path =
      is_path ? Expected<std::string>(std::string(name)) : find_file(name, environment);
  const Expected<std::string> text = path ? read_text_file(*path) : path;
  if (text) return parse_environment_file(*text, *path);
  file.errors.push_back(text.error());
  return file;
}

}  // namespace traffic::detail
