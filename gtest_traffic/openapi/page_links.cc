// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/page_links.h"

#include <algorithm>

#include "gtest_traffic/base/text.h"

namespace traffic::openapi {
namespace {

constexpr std::size_t kLongest = 500;
constexpr std::size_t kMostLinks = 50;

// Returns the text between a quote at `open` and the next such quote, if it can be a URL reference.
std::string_view quoted_at(std::string_view page, std::size_t open) {
  const std::string_view rest = page.substr(open + 1, kLongest);
  const std::size_t close = rest.find(page[open]);
  if (close == rest.npos || close == 0) return {};
  const std::string_view text = rest.substr(0, close);
  return text.find_first_of(" \t\r\n<>(){}\"'`,") == text.npos ? text : std::string_view();
}

// Removes the escapes of HTML and of JavaScript.
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("&amp;")) {
      plain += '&';
      i += 4;
    } else if (!text.substr(i).starts_with("\\/")) {
      plain += text[i];
    }
  }
  return plain;
}

// Tells whether the quote at `open` starts the value of a setting that names a description.
bool is_named(std::string_view page, std::size_t open) {
  std::string_view before = page.substr(0, open);
  const auto skip = [&](std::string_view set) {
    const std::size_t last = before.find_last_not_of(set);
    before = before.substr(0, last == before.npos ? 0 : last + 1);
  };
  skip(" \t");
  if (!before.ends_with(':') && !before.ends_with('=')) return false;
  before.remove_suffix(1);
  skip(" \t\"'");
  constexpr std::string_view kNames[] = {"spec-url",  "specUrl",  "data-url",   "apiDescriptionUrl",
                                         "configUrl", "spec_url", "openapi_url"};
  for (const std::string_view name : kNames) {
    if (before.ends_with(name)) return true;
  }
  // `url: "…"` of Swagger UI, but not `baseUrl: "…"`.
  if (!before.ends_with("url")) return false;
  before.remove_suffix(3);
  return before.empty() || std::string_view(" \t\r\n{,\"'").find(before.back()) != before.npos;
}

template <class Wanted>
std::vector<std::string> quoted_texts(std::string_view page, Wanted wanted) {
  std::vector<std::string> found;
  for (std::size_t at = page.find_first_of("\"'"); at != page.npos && found.size() < kMostLinks;
       at = page.find_first_of("\"'", at + 1)) {
    const std::string text = unescaped(quoted_at(page, at));
    if (text.empty() || !wanted(text, at)) continue;
    if (std::find(found.begin(), found.end(), text) == found.end()) found.push_back(text);
  }
  return found;
}

}  // namespace

bool looks_like_document(std::string_view path) {
  path = path.substr(0, path.find_first_of("?#"));
  const std::string name = detail::to_lower(path.substr(path.rfind('/') + 1));
  const std::size_t dot = name.rfind('.');
  const std::string ending = dot == name.npos ? "" : name.substr(dot);
  if (ending == ".yaml" || ending == ".yml") return true;
  if (ending == ".json") return name != "manifest.json" && name != "package.json";
  if (!ending.empty() && ending.find_first_of("0123456789") == ending.npos) return false;
  if (name.find("api-docs") != name.npos || name.find("openapi") != name.npos) return true;
  return path.find("/api-docs/") != path.npos;  // groups of springdoc
}

std::vector<std::string> document_links(std::string_view page) {
  return quoted_texts(page, [&](const std::string& text, std::size_t at) {
    return looks_like_document(text) || is_named(page, at);
  });
}

std::vector<std::string> script_links(std::string_view page) {
  return quoted_texts(page, [](const std::string& text, std::size_t) {
    const std::string_view name = std::string_view(text).substr(text.rfind('/') + 1);
    return name.starts_with("swagger-init") || name.starts_with("swagger-ui-init");
  });
}

}  // namespace traffic::openapi
