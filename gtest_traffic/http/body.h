// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/memory_resource.hpp>
#include <boost/json/value.hpp>
#include <initializer_list>
#include <string>
#include <string_view>

namespace traffic {

// Holds what a request carries. Nested braces are JSON: `{{"name", "Ada"}, {"age", 36}}` is an
// object,
// `{1, 2}` an array. An argument type: lives for one call.
class Body {
 public:
  Body() = default;
  Body(std::initializer_list<boost::json::value_ref> json);
  Body(boost::json::value json);

  bool empty() const { return content_type_.empty(); }
  std::string_view content_type() const { return content_type_; }

  // Appends the bytes to send; allocates nothing but `out`'s growth once the thread has sent a
  // body.
  void append_to(std::string& out) const;

 private:
  friend Body raw(std::string bytes, std::string_view content_type);

  boost::json::value json_;
  std::string bytes_;
  std::string_view content_type_;  // of static storage, or viewing the argument of `raw`
  bool is_json_ = false;
};

// Sends bytes as they are. `content_type` must outlive the call it is an argument of.
Body raw(std::string bytes, std::string_view content_type = "application/octet-stream");

// Sets where this thread's bodies written as nested braces keep their JSON, and returns what was
// set before; null means the heap. The resource must outlive these bodies. A fiber scheduler sets
// it at each switch.
boost::json::memory_resource* set_body_memory(boost::json::memory_resource* memory);

}  // namespace traffic
