// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/json.h"

#include <ostream>

namespace traffic {

const boost::json::value* find_json(const Response& response, std::string_view pointer,
                                    std::ostream* out) {
  if (!has_response(response, out)) return nullptr;
  const boost::json::value* root = response.json();
  if (root == nullptr) {
    if (out != nullptr) *out << "got a body that is not json (" << response.json_error() << ')';
    return nullptr;
  }
  boost::system::error_code error;
  const boost::json::value* value = root->find_pointer(pointer, error);
  if (value == nullptr && out != nullptr) *out << "got " << missing_text(*root, pointer);
  return value;
}

void describe_json(std::string_view pointer, std::ostream* out) {
  *out << "json ";
  if (!pointer.empty()) *out << pointer << ' ';
}

}  // namespace traffic
