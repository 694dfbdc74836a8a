// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/curl.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/excerpt.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kLargestBody = 32 * 1024;

bool is_variable_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

void append_in_double_quotes(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\\' || c == '"' || c == '$' || c == '`') out += '\\';
    out += c;
  }
}

// Quotes a word and replaces its secrets by shell variables.
std::string quoted(std::string_view text, const std::vector<SecretSpan>& secrets) {
  if (secrets.empty()) return shell_quoted(text);
  // An interactive shell expands `!` in double quotes, and escaping does not prevent it reliably.
  bool mixed = false;
  std::size_t plain_begin = 0;
  for (const SecretSpan& secret : secrets) {
    mixed = mixed || text.substr(plain_begin, secret.begin - plain_begin).find('!') != text.npos;
    plain_begin = secret.end;
  }
  mixed = mixed || text.find('!', plain_begin) != text.npos;
  std::string out = mixed ? "" : "\"";
  std::size_t from = 0;
  const auto append_plain = [&](std::string_view plain) {
    if (mixed && !plain.empty()) out += shell_quoted(plain);
    if (!mixed) append_in_double_quotes(out, plain);
  };
  for (const SecretSpan& secret : secrets) {
    append_plain(text.substr(from, secret.begin - from));
    const bool braces = secret.end < text.size() && is_variable_character(text[secret.end]);
    const std::string variable = braces ? "${" + secret.variable + "}" : "$" + secret.variable;
    out += mixed ? '"' + variable + '"' : variable;
    from = secret.end;
  }
  append_plain(text.substr(from));
  return mixed ? out : out + '"';
}

// Tells whether curl writes the field itself, from the URL, the body or the proxy or by default.
// The trace belongs to the journey, and not to a request that a person sends.
bool is_omitted(const HeaderField& field, std::string_view origin) {
  for (const std::string_view name :
       {"Content-Length", "Transfer-Encoding", "Proxy-Authorization", "traceparent"}) {
    if (equals_ignoring_case(field.name, name)) return true;
  }
  if (equals_ignoring_case(field.name, "Accept")) return field.value == "*/*";
  return equals_ignoring_case(field.name, "Host") &&
         origin.ends_with("//" + std::string(field.value));
}

// curl decodes only the content codings that it requested itself.
bool is_default_encoding(const HeaderField& field) {
  return equals_ignoring_case(field.name, "Accept-Encoding") && field.value == kAcceptEncoding;
}

std::vector<std::string>& tls_options() {
  static std::vector<std::string> instance;
  return instance;
}

std::string without_folds(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c != '\r' && c != '\n') out += c;
  }
  return out;
}

void append_option(std::string& command, std::string_view name, std::string_view word = {}) {
  command += fmt::format(" \\\n  {}{}{}", name, word.empty() ? "" : " ", word);
}

void append_url(std::string& command, const Exchange& exchange) {
  // Without these options, curl would expand `[1-3]` and `{a,b}`, and remove `/../`.
  if (exchange.target.find_first_of("[]{}") != std::string_view::npos) command += "--globoff ";
  if (exchange.target.find("/.") != std::string_view::npos) command += "--path-as-is ";
  const std::string url = std::string(exchange.origin) + std::string(exchange.target);
  command += quoted(url, redactor().find(url));
  if (!exchange.origin.starts_with("https:")) return;
  for (const std::string& word : tls_options()) {
    command += word.starts_with("--") ? " \\\n  " + word : " " + shell_quoted(word);
  }
}

void append_header_option(std::string& command, const HeaderField& field) {
  // curl sends an empty value for `Name;`, but removes the field for `Name:`.
  std::string line = std::string(field.name) + (field.value.empty() ? ";" : ": ");
  const std::size_t begin = line.size();
  const std::string value = without_folds(field.value);
  line += value;
  std::vector<SecretSpan> spans = redactor().find_in_field(field.name, value);
  for (SecretSpan& span : spans) {
    span.begin += begin;
    span.end += begin;
  }
  append_option(command, "-H", quoted(line, spans));
}

}  // namespace

void set_curl_tls_options(std::vector<std::string> options) { tls_options() = std::move(options); }

std::string to_curl(const Exchange& exchange) {
  const Redactor& secrets = redactor();
  const bool has_body = !exchange.request_body.empty();
  const bool sends_body = has_body && !exchange.request_body_read &&
                          exchange.request_body.size() <= kLargestBody &&
                          is_printable_text(exchange.request_body);

  std::string command = "curl ";
  append_url(command, exchange);
  const auto option = [&](std::string_view name, std::string_view word) {
    append_option(command, name, word);
  };
  const Method implied = sends_body || !exchange.upload_file.empty() ? Method::kPost : Method::kGet;
  if (exchange.method == Method::kHead) {
    option("--head", "");
  } else if (exchange.method != implied) {
    option("-X", to_string(exchange.method));
  }

  bool has_type = false;
  HeaderReader reader(exchange.request_head);
  while (const auto field = reader.next()) {
    has_type = has_type || equals_ignoring_case(field->name, "Content-Type");
    if (is_omitted(*field, exchange.origin)) continue;
    if (is_default_encoding(*field)) {
      option("--compressed", "");
      continue;
    }
    append_header_option(command, *field);
  }
  if (!exchange.upload_file.empty()) {
    const std::string word = "@" + std::string(exchange.upload_file);
    option("--data-binary", quoted(word, secrets.find(word)));
  } else if (exchange.request_body_read) {
    command += "\n# the body is omitted: it is streamed";
  } else if (sends_body) {
    if (!has_type) option("-H", "'Content-Type:'");
    option("--data-raw", quoted(exchange.request_body, secrets.find(exchange.request_body)));
  } else if (has_body) {
    command +=
        fmt::format("\n# the body of {} bytes is omitted: it is {}", exchange.request_body.size(),
                    exchange.request_body.size() > kLargestBody ? "too long" : "binary");
  }
  return command;
}

}  // namespace traffic::detail
