// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/method.h"
#include "gtest_traffic/journey/request_options.h"

namespace traffic {

// Writes the heads of one user's requests. The fields that do not change are laid out once, so that
// a request costs a copy of them.
class RequestHead {
 public:
  explicit RequestHead(std::string_view authority);

  // Sets a field of every later request; an empty value takes it out.
  void set(std::string_view name, std::string_view value);

  // Appends everything after the request line, the blank line included. `extra` fields replace the
  // user's.
  void append_to(std::string& out, const std::vector<Parameter>& extra, Method method,
                 std::string_view content_type, std::size_t content_length) const;

 private:
  struct Field {
    std::string name;
    std::string value;
  };
  void lay_out();

  std::vector<Field> fields_;
  std::string block_;
};

}  // namespace traffic
