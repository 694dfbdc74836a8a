// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/response.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/value.hpp>
#include <cstring>
#include <new>
#include <ostream>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/http/charset.h"
#include "gtest_traffic/http/excerpt.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/json_parser.h"
#include "gtest_traffic/http/quiet.h"
#include "gtest_traffic/http/redaction.h"

namespace traffic {
using namespace detail;
namespace {

constexpr std::size_t kBodyInMessage = 400;

// The parser recurses. The limit protects the stack of a fiber against malicious bodies.
constexpr std::size_t kMaxDepth = 64;

std::string_view copy(std::string_view text, boost::json::memory_resource& memory) {
  char* bytes = static_cast<char*>(memory.allocate(text.size(), 1));
  std::memcpy(bytes, text.data(), text.size());
  return {bytes, text.size()};
}

JsonParser& thread_parser() {
  // Reused, because a new parser would allocate its stack of unfinished values for each large body.
  return per_thread([] {
    boost::json::parse_options options;
    options.max_depth = kMaxDepth;
    return JsonParser(options);
  });
}

// Returns the contents of the deepest existing part of the pointer:
// `'/user' has only 'id', 'name'`.
std::string nearest_part(const boost::json::value& root, std::string_view pointer) {
  const boost::json::value* parent = nullptr;
  do {
    pointer = pointer.substr(0, pointer.rfind('/'));
    boost::system::error_code error;
    parent = root.find_pointer(pointer, error);
  } while (parent == nullptr && !pointer.empty());
  const std::string where = pointer.empty() ? "the body" : fmt::format("'{}'", pointer);
  if (parent == nullptr) return {};
  if (const auto* array = parent->if_array()) {
    return fmt::format("{} is an array of {} items", where, array->size());
  }
  const auto* object = parent->if_object();
  if (object == nullptr) return fmt::format("{} is neither an object nor an array", where);
  if (object->empty()) return fmt::format("{} is an empty object", where);
  std::string names;
  for (const auto& field : *object) {
    const std::string_view key = field.key();
    names += fmt::format("{}'{}'", names.empty() ? "" : ", ", key);
  }
  return fmt::format("{} has only {}", where, excerpt(names, 200));
}

[[noreturn]] void throw_missing(const Exchange& exchange, std::string_view pointer,
                                const std::string& why) {
  std::string message = fmt::format("expected a value at '{}' in the response to '{}', got {}",
                                    pointer, exchange.name, why);
  if (exchange.status != 0) {
    std::string room;
    const std::string body = redactor().redact(readable_body(exchange, room));
    message +=
        fmt::format("\n{}, body: {}", status_text(exchange),
                    !is_printable_text(body) ? fmt::format("{} bytes of binary data", body.size())
                    : body.empty()           ? "empty"
                                             : excerpt(body, kBodyInMessage));
  }
  throw MissingValue(std::move(message));
}

}  // namespace

std::string detail::no_response_text(const Exchange& exchange) {
  return exchange.failure_detail.empty()
             ? fmt::format("no response ({})", to_string(exchange.failure))
             : fmt::format("no response ({}: {})", to_string(exchange.failure),
                           redactor().redact(exchange.failure_detail));
}

std::string detail::status_text(const Exchange& exchange) {
  std::string_view line =
      exchange.response_head.substr(0, exchange.response_head.find_first_of("\r\n"));
  const std::size_t space = line.find(' ');
  std::string code = std::to_string(exchange.status);
  if (space == std::string_view::npos || !line.substr(space + 1).starts_with(code)) return code;
  line.remove_prefix(space + 1);
  return std::string(line.ends_with(' ') ? line.substr(0, line.size() - 1) : line);
}

Response::Response()
    : exchange_(&per_thread([] {
        return Exchange{.failure = Failure::kLocal,
                        .failure_detail = "the variable holds no response yet"};
      })),
      document_(&per_thread([] { return Document(); })) {}

std::string_view Response::header(std::string_view name) const {
  return find_header(exchange_->response_head, name).value_or(std::string_view{});
}

std::optional<ContentRange> Response::content_range() const {
  return parse_content_range(header("Content-Range"));
}

std::optional<Cookie> Response::cookie(std::string_view name) const {
  return find_cookie(exchange_->response_head, name);
}

std::string Response::url() const {
  return std::string(exchange_->origin) + std::string(exchange_->target);
}

int Response::redirects() const {
  int count = 0;
  for (const Exchange* hop = exchange_->redirected_from; hop != nullptr; hop = hop->redirected_from)
    ++count;
  return count;
}

std::string detail::missing_text(const boost::json::value& root, std::string_view pointer) {
  if (!pointer.empty() && pointer.front() != '/') {
    return fmt::format("an invalid JSON Pointer: it must start with '/', as in '/{}'", pointer);
  }
  return fmt::format("none: {}", nearest_part(root, pointer));
}

const boost::json::value* Response::json() const {
  Document& document = *document_;
  if (document.parsed) return document.value;
  document.parsed = true;
  if (exchange_->status == 0) {
    document.error = "there is no response";
  } else if (exchange_->body.empty()) {
    document.error =
        exchange_->streamed_size > 0 ? "the body was streamed and not kept" : "the body is empty";
  } else if (document.memory == nullptr) {
    document.error = "the response has no memory for a JSON document";
  }
  if (!document.error.empty()) return nullptr;

  JsonParser& parser = thread_parser();
  boost::system::error_code error;
  void* const place =
      document.memory->allocate(sizeof(boost::json::value), alignof(boost::json::value));
  const auto* const value =
      ::new (place) boost::json::value(parser.parse(exchange_->body, document.memory, error));
  if (error) {
    document.error =
        copy(exchange_->undecoded.empty()
                 ? fmt::format("{} at byte {}", error.message(), parser.read())
                 : fmt::format("the body is still encoded as '{}'", exchange_->undecoded),
             *document.memory);
    return nullptr;
  }
  document.value = value;
  return document.value;
}

std::string_view Response::json_error() const {
  json();
  return document_->error;
}

JsonNode Response::operator[](std::string_view pointer) const {
  const boost::json::value* root = json();
  if (root == nullptr) {
    throw_missing(*exchange_, pointer,
                  exchange_->status == 0
                      ? no_response_text(*exchange_)
                      : fmt::format("a body that is not JSON ({})", document_->error));
  }
  boost::system::error_code error;
  const boost::json::value* value = root->find_pointer(pointer, error);
  if (value == nullptr) {
    throw_missing(*exchange_, pointer, missing_text(*root, pointer));
  }
  return {*value, *root};
}

void PrintTo(const Response& response, std::ostream* out) {
  if (quiet()) return;
  const Exchange& exchange = response.exchange();
  if (exchange.status == 0) {
    *out << no_response_text(exchange);
    return;
  }
  *out << status_text(exchange);
  const std::string_view type = response.header("Content-Type");
  if (!type.empty()) *out << ", " << type.substr(0, type.find(';'));
  if (exchange.streamed_size > 0) {
    *out << fmt::format(", {} bytes that were not kept", exchange.streamed_size);
    return;
  }
  *out << fmt::format(", {} bytes", exchange.body.size());
  if (!exchange.undecoded.empty()) *out << ", encoded as " << exchange.undecoded;
}

std::ostream& operator<<(std::ostream& out, const Response& response) {
  PrintTo(response, &out);
  return out;
}

}  // namespace traffic
