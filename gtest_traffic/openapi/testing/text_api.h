// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gtest_traffic/openapi/api_reader.h"

namespace traffic::openapi {

// Holds an API whose documents are texts. The root is `file:///api/root.yaml`.
struct TextApi {
  std::shared_ptr<Documents> documents;
  Expected<Api> api;
};

inline TextApi read_texts(std::map<std::string, std::string> texts, ReadLimits limits = {}) {
  const std::string root = "file:///api/root.yaml";
  auto documents = std::make_shared<Documents>(
      [texts = std::move(texts)](const std::string& uri) -> Expected<std::string> {
        const std::string name = uri.substr(uri.rfind('/') + 1);
        const auto found = texts.find(name);
        if (found == texts.end()) return Error{name + ": No such file or directory"};
        return found->second;
      },
      ReferenceRule{root}, limits);
  const auto document = documents->open(root);
  if (!document) return {documents, document.error()};
  return {documents, read_api(*documents, **document)};
}

inline TextApi read_text(std::string text) { return read_texts({{"root.yaml", std::move(text)}}); }

// Returns the problems of an API, or its error, one per line.
inline std::string problems_of(const TextApi& read) {
  if (!read.api) return read.api.error().message;
  std::string all;
  for (const std::string& problem : read.api->problems) all += problem + "\n";
  return all;
}

}  // namespace traffic::openapi
