// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/redaction.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/secret_index.h"
#include "gtest_traffic/http/sensitive_fields.h"

namespace traffic::detail {
namespace {

constexpr std::string_view kHidden = "***";
constexpr std::size_t kShortestSecret = 4;

// Returns the name in lower case without `-`, `_` and `.`.
std::string normalized(std::string_view name) {
  std::string text;
  for (const char c : to_lower(name)) {
    if (c != '-' && c != '_' && c != '.') text += c;
  }
  return text;
}

// Sorts the spans and merges those that overlap. A merged span keeps the name of its first span.
// Registered secrets come before others at the same position.
std::vector<SecretSpan> joined(std::vector<SecretSpan> spans) {
  std::stable_sort(spans.begin(), spans.end(),
                   [](const SecretSpan& a, const SecretSpan& b) { return a.begin < b.begin; });
  std::vector<SecretSpan> apart;
  for (SecretSpan& span : spans) {
    if (apart.empty() || span.begin >= apart.back().end) {
      apart.push_back(std::move(span));
      continue;
    }
    SecretSpan& last = apart.back();
    last.bare = last.bare || span.bare;
    last.end = std::max(last.end, span.end);
  }
  return apart;
}

void append_redacted(std::string& out, std::string_view text,
                     const std::vector<SecretSpan>& spans) {
  std::size_t from = 0;
  for (const SecretSpan& span : spans) {
    out += text.substr(from, span.begin - from);
    out += span.bare ? "\"***\"" : kHidden;
    from = span.end;
  }
  out += text.substr(from);
}

}  // namespace

class Redactor::State {
 public:
  void add(std::string_view name, const std::string& value) {
    const std::unique_lock lock(mutex_);
    secrets_.add(variable_name(name), value);
  }
  void find_values(std::string_view text, std::vector<SecretSpan>& spans) const {
    const std::shared_lock lock(mutex_);
    secrets_.find(text, spans);
  }

 private:
  mutable std::shared_mutex mutex_;
  SecretIndex secrets_;
};

Redactor::Redactor() : state_(std::make_unique<State>()) {}
Redactor::~Redactor() = default;

void Redactor::add_secret(std::string_view name, const std::string& value) {
  if (value.size() >= kShortestSecret) state_->add(name, value);
}

std::vector<SecretSpan> Redactor::find(std::string_view text) const {
  std::vector<SecretSpan> spans;
  state_->find_values(text, spans);
  find_user_information(text, spans);
  find_sensitive_parameters(text, spans);
  find_sensitive_json(text, spans);
  return joined(std::move(spans));
}

std::vector<SecretSpan> Redactor::find_in_field(std::string_view name,
                                                std::string_view value) const {
  if (!is_sensitive_name(name)) return find(value);
  std::vector<SecretSpan> spans;
  state_->find_values(value, spans);
  const std::size_t begin = credentials_begin(value);
  if (begin < value.size()) spans.push_back({begin, value.size(), variable_name(name)});
  return joined(std::move(spans));
}

std::string Redactor::redact(std::string_view text) const {
  std::string out;
  append_redacted(out, text, find(text));
  return out;
}

std::string Redactor::redact_values(std::string_view text) const {
  std::vector<SecretSpan> spans;
  state_->find_values(text, spans);
  find_user_information(text, spans);
  std::string out;
  append_redacted(out, text, joined(std::move(spans)));
  return out;
}

std::string Redactor::redact_head(std::string_view head) const {
  std::string out;
  std::string_view rest = head;
  HeaderReader reader(head);
  while (const auto field = reader.next()) {
    if (field->value.empty()) continue;
    const std::size_t before = static_cast<std::size_t>(field->value.data() - rest.data());
    out += redact(rest.substr(0, before));
    append_redacted(out, field->value, find_in_field(field->name, field->value));
    rest.remove_prefix(before + field->value.size());
  }
  return out += redact(rest);
}

Redactor& redactor() {
  static Redactor redactor;
  return redactor;
}

bool holds_secret(std::string_view name, std::string_view value) {
  return is_sensitive_name(name) || !redactor().find(value).empty();
}

std::string redacted(std::string_view text) { return redactor().redact(text); }
std::string without_secrets(std::string_view text) { return redactor().redact_values(text); }

bool is_sensitive_name(std::string_view name) {
  constexpr std::string_view kNames[] = {"token",     "credentials", "passphrase",       "pwd",
                                         "sessionid", "cardnumber",  "creditcardnumber", "cvc"};
  constexpr std::string_view kEndings[] = {
      "authorization", "cookie",       "password",     "passwd",    "secret",
      "apikey",        "accesstoken",  "refreshtoken", "authtoken", "privatekey",
      "csrftoken",     "sessiontoken", "idtoken",      "cvv"};
  if (name.size() < 3) return false;
  const std::string text = normalized(name);
  return std::find(std::begin(kNames), std::end(kNames), text) != std::end(kNames) ||
         std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view ending) { return text.ends_with(ending); });
}

std::string variable_name(std::string_view name) {
  std::string variable;
  for (const char c : name) {
    if (c >= 'a' && c <= 'z') {
      variable += static_cast<char>(c - 'a' + 'A');
    } else {
      variable += (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
    }
  }
  if (variable.empty() || (variable.front() >= '0' && variable.front() <= '9'))
    variable.insert(0, 1, '_');
  return variable;
}

}  // namespace traffic::detail
