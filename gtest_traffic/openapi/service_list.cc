// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/service_list.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "gtest_traffic/http/url.h"
#include "gtest_traffic/json/text_view.h"

namespace traffic::openapi {
namespace {

constexpr std::size_t kMostPaths = 200;

bool is_path(std::string_view text) {
  if (text.size() < 2 || text.size() > 500) return false;
  if (text.find_first_of(" \t\r\n{}<>\"\\") != text.npos) return false;
  return detail::is_absolute_url(text) || (text[0] == '/' && text[1] != '/');
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
         });
}

bool lists_services(std::string_view key) {
  constexpr std::string_view kKeys[] = {"services", "apps", "applications", "mounted_apps",
                                        "mounts",   "apis", "subapps"};
  return std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys);
}

class Paths {
 public:
  // `names`: the value is below a key such as `services`, one level deep.
  void visit(const boost::json::value& value, bool names) {
    if (const auto* text = value.if_string()) {
      add(detail::text_view(*text), names);
    } else if (const auto* array = value.if_array()) {
      for (const auto& item : *array) visit(item, names);
    } else if (const auto* object = value.if_object()) {
      for (const auto& member : *object) {
        const std::string_view key(member.key().data(), member.key().size());
        const bool keys_are_names = names && !member.value().is_string();
        const bool named = key == "name" || key == "id" || key == "service";
        add(key, keys_are_names && !named);
        visit(member.value(), lists_services(key) || (names && named));
      }
    }
  }

  std::vector<std::string> all() && {
    if (paths_.empty()) return std::move(names_);
    return std::move(paths_);
  }

 private:
  static void put(std::string text, std::vector<std::string>& list) {
    if (list.size() == kMostPaths) return;
    if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
  }

  void add(std::string_view text, bool may_be_name) {
    if (is_path(text)) {
      put(std::string(text), paths_);
    } else if (may_be_name && is_name(text)) {
      put("/" + std::string(text), names_);
    }
  }

  std::vector<std::string> paths_;
  std::vector<std::string> names_;
};

}  // namespace

std::vector<std::string> service_paths(const boost::json::value& list) {
  Paths paths;
  // A whole response can be a list of names.
  paths.visit(list, list.is_array());
  return std::move(paths).all();
}

}  // namespace traffic::openapi
