// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/net/server.h"

namespace traffic {

// Finds the handler of a request by method and path pattern.
class Router {
 public:
  struct Route {
    std::string method;
    std::vector<std::string> segments;  // "{}" matches any one
    Handler handler;
    RawHandler raw_handler;
  };

  void add(std::string_view method, std::string_view pattern, Handler handler, RawHandler raw);

  // Returns the route, with `request.parameters` filled; null with `allowed` listing the methods of
  // a path that is known, or empty when it is not.
  const Route* find(ServerRequest& request, std::string& allowed) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace traffic
