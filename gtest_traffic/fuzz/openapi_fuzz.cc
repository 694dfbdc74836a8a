// SPDX-License-Identifier: Apache-2.0
// An input is the description of an API. It must be refused with a message, or give operations with
// a place. Only the document itself can be referred to.
#include <boost/json/parse.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "gtest_traffic/openapi/api_reader.h"
#include "gtest_traffic/openapi/base_path.h"
#include "gtest_traffic/openapi/page_links.h"
#include "gtest_traffic/openapi/service_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace traffic;
  using namespace traffic::openapi;
  const std::string text(reinterpret_cast<const char*>(data), size);
  (void)document_links(text);
  (void)script_links(text);
  boost::system::error_code error;
  const auto list = boost::json::parse(text, error);
  if (!error) (void)service_paths(list);
  const std::string uri = "http://host/docman/openapi.json";
  Documents documents([](const std::string&) -> Expected<std::string> { return Error{"no"}; },
                      ReferenceRule{uri});
  const auto root = documents.add(uri, text);
  if (!root) {
    if (root.error().message.empty()) std::abort();
    return 0;
  }
  const auto api = read_api(documents, **root);
  if (!api) {
    if (api.error().message.empty()) std::abort();
    return 0;
  }
  for (const Operation& operation : api->operations) {
    if (operation.method.empty() || operation.place.line() < 1) std::abort();
  }
  if (base_paths(*api, {uri, prefix_of(uri), ""}).empty()) std::abort();
  return 0;
}
