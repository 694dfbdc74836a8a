// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "gtest_traffic/error.h"
#include "gtest_traffic/openapi/document.h"
#include "gtest_traffic/openapi/reference_rule.h"

namespace traffic::openapi {

// Returns the text of a file or a URL.
using ReadText = std::function<Expected<std::string>(const std::string& uri)>;

// Limits the documents of one API together.
struct ReadLimits {
  std::size_t files = 10'000;
  detail::DocumentLimits all = {};
};

// Reads the documents of one API on demand, each once, and follows the references between them. Its
// places are valid as long as it exists. Not thread-safe.
class Documents {
 public:
  Documents(ReadText read, ReferenceRule rule, ReadLimits limits = {})
      : read_(std::move(read)), rule_(std::move(rule)), limits_(limits) {}

  // Reads the document with a URI, without asking the rule.
  Expected<const Document*> open(const std::string& uri);

  // Uses a text that was already read.
  Expected<const Document*> add(const std::string& uri, const std::string& text);

  // Returns the place that a reference in a document leads to: `#/components/schemas/A`, `b.yaml`.
  Expected<Place> find(const Document& from, std::string_view reference);

  // Follows the references of a place until a value that is none. Errors name the place.
  Expected<Place> follow(Place place);

  std::size_t size() const { return documents_.size(); }

 private:
  using Slot = std::shared_ptr<const Expected<Document>>;

  Expected<Document> parse(const std::string& uri, const std::string& text);
  Slot read(const std::string& uri);

  ReadText read_;
  ReferenceRule rule_;
  ReadLimits limits_;
  std::map<std::string, Slot, std::less<>> documents_;
};

}  // namespace traffic::openapi
