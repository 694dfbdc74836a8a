// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/body.h"

#include <boost/json/serializer.hpp>
#include <utility>

namespace traffic {
namespace {

constexpr std::string_view kJsonType = "application/json";

thread_local boost::json::memory_resource* body_memory = nullptr;

boost::json::storage_ptr body_storage() {
  return body_memory == nullptr ? boost::json::storage_ptr{}
                                : boost::json::storage_ptr{body_memory};
}

}  // namespace

Body::Body(std::initializer_list<boost::json::value_ref> json)
    : json_(json, body_storage()), content_type_(kJsonType), is_json_(true) {}

Body::Body(boost::json::value json)
    : json_(std::move(json)), content_type_(kJsonType), is_json_(true) {}

void Body::append_to(std::string& out) const {
  if (!is_json_) {
    out += bytes_;
    return;
  }
  // Reused, as a serializer that stops between chunks allocates the stack it resumes from.
  thread_local boost::json::serializer serializer;
  serializer.reset(&json_);
  char chunk[1024];
  while (!serializer.done()) {
    const auto part = serializer.read(chunk);
    out.append(part.data(), part.size());
  }
}

Body raw(std::string bytes, std::string_view content_type) {
  Body body;
  body.bytes_ = std::move(bytes);
  body.content_type_ = content_type;
  return body;
}

boost::json::memory_resource* set_body_memory(boost::json::memory_resource* memory) {
  return std::exchange(body_memory, memory);
}

}  // namespace traffic
