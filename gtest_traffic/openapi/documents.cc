// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/value.hpp>
#include <utility>

#include "gtest_traffic/json/schema_uri.h"
#include "gtest_traffic/json/text_view.h"
#include "gtest_traffic/openapi/uri.h"

namespace traffic::openapi {
namespace {

constexpr int kMostReferences = 100;  // from one to the next

std::string name_of(const std::string& uri) {
  const auto path = path_of(uri);
  if (!path) return uri;
  const auto here = path->lexically_relative(std::filesystem::current_path()).string();
  return here.empty() || here.starts_with("..") ? path->string() : here;
}

bool starts_like_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && (text[first] == '{' || text[first] == '[');
}

}  // namespace

Expected<Document> Documents::parse(const std::string& uri, const std::string& text) {
  const std::string name = name_of(uri);
  if (documents_.size() >= limits_.files) {
    return Error{
        fmt::format("{}: not read: expected at most {} files in one API", name, limits_.files)};
  }
  // A flow map of YAML looks like JSON.
  auto json = starts_like_json(text) ? detail::parse_lined_json(text, name, limits_.all)
                                     : detail::parse_lined_yaml(text, name, limits_.all);
  if (!json && starts_like_json(text) && !uri.ends_with(".json")) {
    auto yaml = detail::parse_lined_yaml(text, name, limits_.all);
    if (yaml) json = std::move(yaml);
  }
  if (!json) return json.error();
  limits_.all.bytes -= text.size();
  limits_.all.values -= json->size();
  return Document{uri, name, *std::move(json)};
}

Documents::Slot Documents::read(const std::string& uri) {
  if (const auto known = documents_.find(uri); known != documents_.end()) return known->second;
  const Expected<std::string> text = read_(uri);
  auto slot = std::make_shared<const Expected<Document>>(text ? parse(uri, *text)
                                                              : Expected<Document>(text.error()));
  documents_[uri] = slot;
  return slot;
}

Expected<const Document*> Documents::open(const std::string& uri) {
  const Slot slot = read(uri);
  if (!*slot) return slot->error();
  return &**slot;
}

Expected<const Document*> Documents::add(const std::string& uri, const std::string& text) {
  if (!documents_.contains(uri)) {
    documents_[uri] = std::make_shared<const Expected<Document>>(parse(uri, text));
  }
  return open(uri);
}

Expected<Place> Documents::find(const Document& from, std::string_view reference) {
  const auto [address, raw_fragment] = detail::split_fragment(reference);
  const Document* document = &from;
  if (!address.empty()) {
    const auto uri = detail::resolve_uri(from.uri, address);
    if (!uri) return Error{"expected a URI reference"};
    if (*uri != from.uri) {
      if (!documents_.contains(*uri)) {
        if (auto refused = rule_.refuse(from.uri, *uri)) return *std::move(refused);
      }
      const auto opened = open(*uri);
      if (!opened) return opened.error();
      document = *opened;
    }
  }
  const std::string pointer = detail::percent_decoded(raw_fragment);
  boost::system::error_code error;
  const boost::json::value* const value =
      document->json.root().find_pointer({pointer.data(), pointer.size()}, error);
  if (value == nullptr) {
    return Error{fmt::format("{} has no value at '{}'", document->name, pointer)};
  }
  return Place{document, value};
}

Expected<Place> Documents::follow(Place place) {
  const Place start = place;
  for (int i = 0; i < kMostReferences; ++i) {
    const std::string_view reference = place.text_of("$ref");
    if (reference.empty()) return place;
    const auto target = find(*place.document, reference);
    if (!target) {
      return Error{fmt::format("{}: cannot follow '{}': {}", place.text(), reference,
                               target.error().message)};
    }
    place = *target;
  }
  return Error{fmt::format("{}: the reference '{}' leads back to itself", start.text(),
                           start.text_of("$ref"))};
}

}  // namespace traffic::openapi
