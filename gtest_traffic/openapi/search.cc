// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gtest_traffic/http/json_parser.h"
#include "gtest_traffic/json/schema_uri.h"
#include "gtest_traffic/openapi/page_links.h"
#include "gtest_traffic/openapi/service_list.h"
#include "gtest_traffic/openapi/uri.h"
#include "gtest_traffic/openapi/well_known.h"

namespace traffic::openapi {
namespace {

constexpr std::size_t kMostRequests = 1000;
constexpr std::size_t kMostPrefixes = 200;

bool is_page(const Fetched& fetched) {
  const std::size_t first = fetched.text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string::npos && fetched.text[first] == '<';
}

// Tells whether a text can be a description, in JSON or YAML. A description with mistakes can.
bool can_describe(const Fetched& fetched) {
  if (is_page(fetched)) return false;
  const std::string& text = fetched.text;
  for (const std::string_view key : {"\"openapi\"", "\"swagger\""}) {
    if (text.find(key) != text.npos) return true;
  }
  for (const std::string_view key : {"openapi:", "swagger:"}) {
    for (std::size_t at = text.find(key); at != text.npos; at = text.find(key, at + 1)) {
      if (at == 0 || text[at - 1] == '\n' || text[at - 1] == '\xBF') return true;
    }
  }
  return false;
}

std::string without_slash(std::string path) {
  while (path.ends_with('/')) path.pop_back();
  return path;
}

}  // namespace

void Search::log(std::string_view url, std::string_view reason) const {
  if (request_.log) request_.log(fmt::format("{}: {}", url, reason));
}

void Search::run() {
  if (!wait_for_target()) return;
  add_prefix(base_, false);
  for (const std::string& prefix : request_.prefixes) add_prefix(base_ + prefix, false);
  for (const std::string_view prefix : kUsualPrefixes)
    add_prefix(base_ + std::string(prefix), true);
  while (!left_.empty()) {
    const Prefix prefix = std::move(left_.front());
    left_.pop_front();
    search_prefix(prefix);
  }
  if (skipped_ > 0) {
    result_.problems.push_back(
        fmt::format("{} URLs of {} were not tried: {}", skipped_, result_.base_url,
                    fetcher_.is_late()
                        ? fmt::format("the discovery took longer than {}; set 'discovery_timeout'",
                                      traffic::to_string(request_.timeout))
                        : fmt::format("expected at most {} requests; name the documents with "
                                      "--traffic_openapi",
                                      kMostRequests)));
  }
}

bool Search::wait_for_target() {
  const std::string url = request_.target->text() + "/";
  std::string seen;
  do {
    const auto response = fetcher_.get(url);
    if (response && (response->status < 502 || response->status > 504)) {
      std::optional<Fetched>& kept = fetched_[url];
      if (response->status == 200) kept = *response;
      return true;
    }
    seen = response ? fmt::format("status {}", response->status) : response.error().message;
    log(url, seen + "; the target is not ready");
  } while (fetcher_.pause());
  result_.problems.push_back(fmt::format("no response from {} within {} (discovery_timeout): {}",
                                         request_.target->text(),
                                         traffic::to_string(request_.timeout), seen));
  return false;
}

Fetched* Search::fetch(const std::string& url) {
  const auto known = fetched_.find(url);
  if (known != fetched_.end()) return known->second ? &*known->second : nullptr;
  if (fetched_.size() >= kMostRequests || fetcher_.is_late()) {
    ++skipped_;
    return nullptr;
  }
  auto response = fetcher_.get(url);
  std::optional<Fetched>& kept = fetched_[url];
  if (!response) {
    log(url, "skipped: " + response.error().message);
  } else if (response->status != 200) {
    log(url, fmt::format("skipped: status {}", response->status));
  } else {
    kept = *std::move(response);
  }
  return kept ? &*kept : nullptr;
}

void Search::search_prefix(const Prefix& prefix) {
  const std::size_t most = prefix.is_guess ? kFrequentPaths : kDocumentPaths.size();
  for (std::size_t i = 0; i < most; ++i) {
    const std::string url = origin_ + prefix.path + std::string(kDocumentPaths[i]);
    if (try_document(url)) break;
  }
  if (prefix.is_guess) return;
  search_pages(prefix.path);
  search_lists(prefix.path);
}

bool Search::try_document(const std::string& url) {
  if (!documents_.insert(url).second) return false;
  Fetched* const fetched = fetch(url);
  if (fetched == nullptr) return false;
  if (!can_describe(*fetched)) {
    log(url, is_page(*fetched) ? "skipped: a page" : "skipped: no description of an API");
    return false;
  }
  const auto [same, is_new] = texts_.emplace(std::hash<std::string>()(fetched->text), url);
  if (!is_new) {
    log(url, "skipped: the same text as " + same->second);
    return true;
  }
  App app = read_app(request_, &fetcher_, fetched->url, &fetched->text);
  fetched->text = {};  // it can be large
  if (!app.describes) {
    log(url, "skipped: no description of an API");
    return false;
  }
  find_prefix(request_, &fetcher_, app);
  if (app.api) {
    log(url, fmt::format("used: OpenAPI {}, {} operations below '{}'", app.api->version_text,
                         app.api->operations.size(), app.prefix));
    add_prefixes_of(*app.api);
  } else {
    log(url, "used: " + app.problems.front());
  }
  result_.apps.push_back(std::move(app));
  return true;
}

void Search::search_pages(const std::string& prefix) {
  for (const std::string_view path : kPages) {
    const std::string url = origin_ + prefix + std::string(path);
    const Fetched* const page = fetch(url);
    if (page == nullptr) continue;
    if (is_page(*page)) {
      log(url, "a page");
      follow_links(page->url, page->text);
    } else {
      log(url, "skipped: no page");
    }
  }
}

// Takes the links of a page, and of the scripts that set it up.
void Search::follow_links(const std::string& page_url, std::string_view page) {
  take_links(page_url, page);
  for (const std::string& script : script_links(page)) {
    const auto url = detail::resolve_uri(page_url, script);
    if (!url || origin_of(*url) != origin_) continue;
    if (const Fetched* const text = fetch(*url)) take_links(page_url, text->text);
  }
}

void Search::take_links(const std::string& page_url, std::string_view page) {
  for (const std::string& link : document_links(page)) take_document(page_url, link);
}

void Search::search_lists(const std::string& prefix) {
  const auto read = [this](const std::string& url) {
    const Fetched* const list = fetch(url);
    if (list == nullptr || is_page(*list)) return;
    boost::system::error_code error;
    const boost::json::value json = detail::parse_json(list->text, error);
    if (error || (!json.is_object() && !json.is_array())) return log(url, "skipped: no JSON");
    const std::vector<std::string> paths = service_paths(json);
    log(url, fmt::format("a list with {} paths", paths.size()));
    for (const std::string& path : paths) take_path(list->url, path);
  };
  for (const std::string_view path : kLists) read(origin_ + prefix + std::string(path));
  read(origin_ + prefix + "/");  // a root often lists the services
}

// Returns the URL of a reference, if it is on the target.
std::optional<std::string> Search::below(const std::string& from,
                                         std::string_view reference) const {
  auto url = detail::resolve_uri(from, reference);
  if (!url || origin_of(*url) == origin_) return url;
  log(*url, fmt::format("skipped: {} names it, but it has another origin", from));
  return std::nullopt;
}

// A path may be below the base URL, or whole.
void Search::take_document(const std::string& from, std::string_view reference) {
  const auto url = below(from, reference);
  if (!url || try_document(*url) || base_.empty()) return;
  const std::string path = url_path(*url);
  if (!path.starts_with(base_ + "/")) try_document(origin_ + base_ + path);
}

void Search::take_path(const std::string& from, std::string_view reference) {
  const auto url = below(from, reference);
  if (!url) return;
  const std::string path = url_path(*url);
  if (looks_like_document(path)) return take_document(from, reference);
  add_prefix(path, false);
  if (!base_.empty() && !path.starts_with(base_ + "/")) add_prefix(base_ + path, false);
}

void Search::add_prefix(std::string path, bool is_guess) {
  path = without_slash(std::move(path));
  if (!prefixes_.insert(path).second) {
    // A hint is better than a guess.
    for (Prefix& known : left_) known.is_guess = known.is_guess && (is_guess || known.path != path);
    return;
  }
  if (prefixes_.size() > kMostPrefixes) {
    ++skipped_;
    return;
  }
  const auto first_guess =
      std::find_if(left_.begin(), left_.end(), [](const Prefix& one) { return one.is_guess; });
  left_.insert(is_guess ? left_.end() : first_guess, {std::move(path), is_guess});
}

// An application that is mounted beside the operations of another one often has their first part.
void Search::add_prefixes_of(const Api& api) {
  constexpr std::size_t kMost = 20;
  std::set<std::string> first;
  for (const Operation& operation : api.operations) {
    const std::string part = operation.path.substr(0, operation.path.find('/', 1));
    if (part.size() > 1 && part.find('{') == std::string::npos) first.insert(part);
    if (first.size() == kMost) break;
  }
  for (const std::string& part : first) add_prefix(base_ + part, true);
}

}  // namespace traffic::openapi
