// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/discovery_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cctype>
#include <limits>
#include <set>

#include "gtest_traffic/json/pretty.h"

namespace traffic::openapi {
namespace {

boost::json::array texts_of(const std::vector<std::string>& texts) {
  boost::json::array all;
  for (const std::string& text : texts) all.emplace_back(text);
  return all;
}

boost::json::object operation_of(const Operation& operation) {
  boost::json::object json{{"method", operation.method}, {"path", operation.path}};
  if (!operation.id.empty()) json["id"] = operation.id;
  json["line"] = operation.place.text();
  return json;
}

boost::json::object app_of(const App& app) {
  boost::json::object json{{"prefix", app.prefix}, {"document", app.document}};
  boost::json::array endpoints, operations;
  if (app.api) {
    json["title"] = app.api->title;
    json["version"] = app.api->version_text;
    std::set<std::string> known;
    for (const Operation& one : app.api->operations) {
      if (known.insert(one.path).second) endpoints.emplace_back(one.path);
      operations.emplace_back(operation_of(one));
    }
  }
  json["endpoints"] = std::move(endpoints);
  json["operations"] = std::move(operations);
  json["problems"] = texts_of(app.problems);
  return json;
}

// Names and URLs of documents must not control the terminal.
std::string printable(std::string text) {
  for (char& c : text) {
    if (std::iscntrl(static_cast<unsigned char>(c)) != 0) c = '?';
  }
  return text;
}

}  // namespace

std::string discovery_json(const Discovery& found) {
  boost::json::object apps;
  for (const App& app : found.apps) apps[app.name] = app_of(app);
  return detail::pretty(apps, std::numeric_limits<std::size_t>::max()) + "\n";
}

std::string discovery_table(const Discovery& found) {
  std::size_t width = 11, prefix = 6;
  for (const App& app : found.apps) {
    width = std::max(width, app.name.size());
    prefix = std::max(prefix, app.prefix.size());
  }
  std::string text = fmt::format("{:<{}}  {:<{}}  {:>10}  {:<7}  {}\n", "application", width,
                                 "prefix", prefix, "operations", "version", "document");
  for (const App& app : found.apps) {
    text += fmt::format("{:<{}}  {:<{}}  {:>10}  {:<7}  {}\n", printable(app.name), width,
                        printable(app.prefix), prefix, app.api ? app.api->operations.size() : 0,
                        app.api ? printable(app.api->version_text) : "-", printable(app.document));
  }
  text += fmt::format("{} operations in {} applications\n", found.operations(), found.apps.size());
  for (const App& app : found.apps) {
    for (const std::string& problem : app.problems) {
      text += fmt::format("problem of {}: {}\n", printable(app.name), printable(problem));
    }
  }
  for (const std::string& problem : found.problems) {
    text += fmt::format("problem: {}\n", printable(problem));
  }
  return text;
}

}  // namespace traffic::openapi
