// SPDX-License-Identifier: Apache-2.0
// An input is a document in YAML or JSON. Both readers of YAML must agree whether it is valid. Each
// value must have a line, and each mistake must name the document.
#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "gtest_traffic/data/lined_json.h"
#include "gtest_traffic/data/yaml.h"

namespace {

using traffic::detail::LinedJson;

// The parsers limit the depth.
void check_lines(const LinedJson& document, const boost::json::value& value, int lines) {
  const int line = document.line_of(value);
  if (line < 1 || line > lines) std::abort();
  if (const auto* array = value.if_array()) {
    for (const boost::json::value& item : *array) check_lines(document, item, lines);
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object) check_lines(document, member.value(), lines);
  }
}

void check(const traffic::Expected<LinedJson>& document, int lines) {
  if (document) {
    check_lines(*document, document->root(), lines);
  } else if (!document.error().message.starts_with("d:")) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace traffic::detail;
  const std::string text(reinterpret_cast<const char*>(data), size);
  // Five kinds of line breaks count in YAML 1.1, which libyaml reads.
  const int lines = static_cast<int>(size) + 2;
  const auto yaml = parse_lined_yaml(text, "d");
  check(yaml, lines);
  check(parse_lined_json(text, "d"), lines);
  const auto nodes = parse_yaml(text, "d");
  const bool too_large = !nodes && nodes.error().message.find("too large") != std::string::npos;
  if (static_cast<bool>(yaml) != static_cast<bool>(nodes) && !too_large) std::abort();
  return 0;
}
