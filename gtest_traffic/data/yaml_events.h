// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct yaml_parser_s;  // of libyaml

namespace traffic::detail {

// Holds one event of a YAML text.
struct YamlEvent {
  enum class Kind : std::uint8_t {
    kStreamEnd,
    kDocumentStart,
    kDocumentEnd,
    kScalar,
    kListStart,
    kListEnd,
    kMapStart,
    kMapEnd,
    kAlias
  };

  Kind kind = Kind::kStreamEnd;
  bool plain = false;       // a scalar that can be a number, a boolean or null
  int line = 0;             // from 1
  std::string text = {};    // of a scalar, or the name of an alias
  std::string anchor = {};  // of a scalar, a list or a map
};

// Reads the events of a YAML text with libyaml. The text must outlive the object. Not copyable.
class YamlEvents {
 public:
  explicit YamlEvents(std::string_view text);
  ~YamlEvents();
  YamlEvents(const YamlEvents&) = delete;
  YamlEvents& operator=(const YamlEvents&) = delete;

  // Reads the next event. Returns false if the text is not YAML.
  bool next(YamlEvent& event);

  // Describe the mistake after `next` has returned false.
  int mistake_line() const;
  std::string mistake() const;

 private:
  std::string_view text_;
  std::unique_ptr<yaml_parser_s> parser_;
};

}  // namespace traffic::detail
