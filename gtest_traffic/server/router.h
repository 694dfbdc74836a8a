// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/server.h"

namespace traffic::detail {

// Finds the handler of a request by method and path pattern.
class Router {
 public:
  struct Route {
    std::string method;
    std::vector<std::string> segments;  // "{}" matches any segment
    Handler handler;
    RawHandler raw_handler;
  };

  void add(std::string_view method, std::string_view pattern, Handler handler, RawHandler raw);

  // Returns the route and sets `request.parameters`. If the path has no route for the method,
  // returns null and lists the path's methods in `allowed`. If the path is unknown, `allowed` is
  // empty.
  const Route* find(ServerRequest& request, std::string& allowed) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace traffic::detail
