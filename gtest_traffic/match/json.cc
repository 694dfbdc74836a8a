// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/json.h"

#include <new>
#include <ostream>

#include "gtest_traffic/json/peek.h"

namespace traffic::detail {
namespace {

// Reads the first requested value without building the response's document, because a single check
// does not need the document.
const boost::json::value* peek_once(const Response& response, std::string_view pointer) {
  Response::Document& document = response.document();
  if (document.parsed || document.peeked || document.memory == nullptr) return nullptr;
  document.peeked = true;
  auto scalar = peek_scalar(response.body(), pointer, boost::json::storage_ptr(document.memory));
  if (!scalar) return nullptr;
  void* const place =
      document.memory->allocate(sizeof(boost::json::value), alignof(boost::json::value));
  return ::new (place) boost::json::value(std::move(*scalar));
}

}  // namespace

const boost::json::value* find_json(const Response& response, std::string_view pointer) {
  if (const auto* scalar = peek_once(response, pointer)) return scalar;
  const boost::json::value* root = response.json();
  if (root != nullptr) return find_json(*root, pointer);
  mismatch_cause() = {.reason = MismatchCause::Reason::kNotJson};
  return nullptr;
}

const boost::json::value* find_json(const boost::json::value& root, std::string_view pointer) {
  boost::system::error_code error;
  const boost::json::value* value = root.find_pointer(pointer, error);
  if (value == nullptr) mismatch_cause() = {.reason = MismatchCause::Reason::kMissing};
  return value;
}

std::string no_json_text(const Response& response, std::string_view pointer) {
  const boost::json::value* root = response.json();
  return root == nullptr ? not_json_text(response) : missing_text(*root, pointer);
}

void describe_json(std::string_view pointer, std::ostream& out) {
  out << "JSON ";
  if (!pointer.empty()) out << pointer << ' ';
}

}  // namespace traffic::detail
