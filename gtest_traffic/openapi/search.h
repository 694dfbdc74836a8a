// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gtest_traffic/openapi/app_reader.h"
#include "gtest_traffic/openapi/discovery.h"
#include "gtest_traffic/openapi/fetcher.h"

namespace traffic::openapi {

// Searches a target for descriptions of APIs.
class Search {
 public:
  Search(const DiscoveryRequest& request, Fetcher& fetcher, Discovery& result)
      : request_(request),
        fetcher_(fetcher),
        result_(result),
        origin_(request.target->text().substr(
            0, request.target->text().size() - request.target->path_prefix.size())),
        base_(request.target->path_prefix) {}

  void run();

 private:
  // A prefix that may have a description of its own.
  struct Prefix {
    std::string path;
    bool is_guess = false;
  };

  bool wait_for_target();
  void search_prefix(const Prefix& prefix);
  void search_pages(const std::string& prefix);
  void search_lists(const std::string& prefix);
  void follow_links(const std::string& page_url, std::string_view page);
  void take_links(const std::string& page_url, std::string_view page);
  void take_document(const std::string& from, std::string_view reference);
  void take_path(const std::string& from, std::string_view reference);
  std::optional<std::string> below(const std::string& from, std::string_view reference) const;
  void add_prefix(std::string path, bool is_guess);
  void add_prefixes_of(const Api& api);
  bool try_document(const std::string& url);
  Fetched* fetch(const std::string& url);
  void log(std::string_view url, std::string_view reason) const;

  const DiscoveryRequest& request_;
  Fetcher& fetcher_;
  Discovery& result_;
  std::string origin_;
  std::string base_;
  std::deque<Prefix> left_;
  std::set<std::string> prefixes_;                                   // searched, or in `left_`
  std::unordered_map<std::string, std::optional<Fetched>> fetched_;  // without the failures
  std::set<std::string> documents_;                                  // URLs that were examined
  std::unordered_map<std::size_t, std::string> texts_;  // hashes of descriptions, with the URL
  std::size_t skipped_ = 0;                             // URLs that a limit left out
};

}  // namespace traffic::openapi
