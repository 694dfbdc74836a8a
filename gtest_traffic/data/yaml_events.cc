// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/data/yaml_events.h"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <new>

namespace traffic::detail {
namespace {

// Tells whether a tag only repeats that a plain scalar has its usual type.
bool keeps_plain(const yaml_char_t* tag) {
  if (tag == nullptr) return true;
  const std::string_view name(reinterpret_cast<const char*>(tag));
  return name == YAML_INT_TAG || name == YAML_FLOAT_TAG || name == YAML_BOOL_TAG ||
         name == YAML_NULL_TAG;
}

void assign(std::string& to, const yaml_char_t* from) {
  if (from == nullptr) {
    to.clear();
  } else {
    to = reinterpret_cast<const char*>(from);
  }
}

// Frees the parts of an event of libyaml.
class RawEvent {
 public:
  RawEvent() = default;
  ~RawEvent() { yaml_event_delete(&event_); }
  RawEvent(const RawEvent&) = delete;
  RawEvent& operator=(const RawEvent&) = delete;
  yaml_event_t* get() { return &event_; }
  const yaml_event_t* operator->() const { return &event_; }

 private:
  yaml_event_t event_{};
};

void copy_scalar(const yaml_event_t& from, YamlEvent& event) {
  const auto& scalar = from.data.scalar;
  event.kind = YamlEvent::Kind::kScalar;
  event.plain = scalar.style == YAML_PLAIN_SCALAR_STYLE && keeps_plain(scalar.tag);
  event.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
  assign(event.anchor, scalar.anchor);
}

}  // namespace

YamlEvents::YamlEvents(std::string_view text)
    : text_(text), parser_(std::make_unique<yaml_parser_s>()) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  if (yaml_parser_initialize(parser_.get()) == 0) throw std::bad_alloc();
  yaml_parser_set_encoding(parser_.get(), YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(parser_.get(), reinterpret_cast<const unsigned char*>(text_.data()),
                               text_.size());
}

YamlEvents::~YamlEvents() { yaml_parser_delete(parser_.get()); }

bool YamlEvents::next(YamlEvent& event) {
  using Kind = YamlEvent::Kind;
  RawEvent raw;
  do {
    yaml_event_delete(raw.get());
    if (yaml_parser_parse(parser_.get(), raw.get()) == 0) return false;
  } while (raw->type == YAML_STREAM_START_EVENT);
  event.plain = false;
  event.line = static_cast<int>(raw->start_mark.line) + 1;
  event.anchor.clear();
  switch (raw->type) {
    case YAML_DOCUMENT_START_EVENT:
      event.kind = Kind::kDocumentStart;
      break;
    case YAML_DOCUMENT_END_EVENT:
      event.kind = Kind::kDocumentEnd;
      break;
    case YAML_ALIAS_EVENT:
      event.kind = Kind::kAlias;
      assign(event.text, raw->data.alias.anchor);
      break;
    case YAML_SCALAR_EVENT:
      copy_scalar(*raw.get(), event);
      break;
    case YAML_SEQUENCE_START_EVENT:
      event.kind = Kind::kListStart;
      assign(event.anchor, raw->data.sequence_start.anchor);
      break;
    case YAML_SEQUENCE_END_EVENT:
      event.kind = Kind::kListEnd;
      break;
    case YAML_MAPPING_START_EVENT:
      event.kind = Kind::kMapStart;
      assign(event.anchor, raw->data.mapping_start.anchor);
      break;
    case YAML_MAPPING_END_EVENT:
      event.kind = Kind::kMapEnd;
      break;
    default:
      event.kind = Kind::kStreamEnd;
  }
  return true;
}

int YamlEvents::mistake_line() const {
  const bool reading = parser_->error == YAML_READER_ERROR;  // gives only an offset
  const std::size_t offset = reading ? parser_->problem_offset : text_.size();
  const auto end = text_.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text_.size()));
  const int line = 1 + static_cast<int>(std::count(text_.begin(), end, '\n'));
  // At the end of a text without a last line break, libyaml counts one line more.
  return reading ? line : std::min(line, static_cast<int>(parser_->problem_mark.line) + 1);
}

std::string YamlEvents::mistake() const {
  std::string text = parser_->problem == nullptr ? "not enough memory" : parser_->problem;
  if (parser_->context != nullptr) text += fmt::format(" {}", parser_->context);
  if (parser_->context != nullptr && parser_->context_mark.line != parser_->problem_mark.line) {
    text += fmt::format(" (which starts on line {})", parser_->context_mark.line + 1);
  }
  return text;
}

}  // namespace traffic::detail
