// SPDX-License-Identifier: Apache-2.0
#include <boost/json/value_stack.hpp>

#include "gtest_traffic/base/mistakes.h"
#include "gtest_traffic/data/lined_json_data.h"
#include "gtest_traffic/data/yaml_scalar.h"
#include "gtest_traffic/data/yaml_walk.h"

namespace traffic::detail {
namespace {

// Builds the value of a document, each array and object in its final size.
class LinedJsonSink final : public YamlSink {
 public:
  explicit LinedJsonSink(LinedJson::Data& data) { stack_.reset(&data.memory); }

  void scalar(int line, const std::string& text, bool plain) override {
    add(line);
    const YamlScalar value = plain ? yaml_scalar(text) : YamlScalar(std::string_view(text));
    std::visit([this](const auto& one) { push(one); }, value);
  }
  void begin_list(int line) override {
    add(line);
    sizes_.push_back(0);
  }
  void end_list() override {
    stack_.push_array(sizes_.back());
    sizes_.pop_back();
  }
  void begin_map(int line) override { begin_list(line); }
  void key(int line, const std::string& text) override {
    key_line_ = line;
    stack_.push_key(text);
  }
  void end_map() override {
    stack_.push_object(sizes_.back());
    sizes_.pop_back();
  }

  boost::json::value release() { return stack_.release(); }
  const std::vector<std::uint32_t>& lines() const { return lines_; }

 private:
  void add(int line) {
    lines_.push_back(static_cast<std::uint32_t>(key_line_ == 0 ? line : key_line_));
    key_line_ = 0;
    if (!sizes_.empty()) ++sizes_.back();
  }
  void push(std::nullptr_t) { stack_.push_null(); }
  void push(bool truth) { stack_.push_bool(truth); }
  void push(std::int64_t number) { stack_.push_int64(number); }
  void push(std::uint64_t number) { stack_.push_uint64(number); }
  void push(double number) { stack_.push_double(number); }
  void push(std::string_view text) { stack_.push_string({text.data(), text.size()}); }

  boost::json::value_stack stack_;
  std::vector<std::size_t> sizes_;  // of the open arrays and objects
  std::vector<std::uint32_t> lines_;
  int key_line_ = 0;  // of the key whose value comes next
};

}  // namespace

Expected<LinedJson> parse_lined_yaml(std::string_view text, std::string_view source,
                                     const DocumentLimits& limits) {
  Mistakes mistakes(source);
  auto data = std::make_shared<LinedJson::Data>();
  LinedJsonSink sink(*data);
  walk_yaml(text, limits, sink, mistakes);
  if (!mistakes.empty()) return mistakes.error();
  data->root.emplace(sink.release());
  data->number(sink.lines());
  return LinedJson(std::move(data));
}

}  // namespace traffic::detail
