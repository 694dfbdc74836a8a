// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/schema.h"

#include <functional>
#include <map>
#include <ostream>

#include "gtest_traffic/http/quiet.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kMaxFailures = 9;
constexpr std::size_t kMaxCached = 256;  // limits the cache of texts that are made at run time

}  // namespace

SchemaMatcher::SchemaMatcher(Expected<Schema> schema, Location where) : schema_(std::move(schema)) {
  if (schema_) return;
  ADD_FAILURE_AT(where.file, where.line) << (quiet() ? "" : schema_.error().message);
}

bool SchemaMatcher::MatchAndExplain(const Response& response, std::ostream* out) const {
  if (quiet()) out = nullptr;
  if (!schema_) {
    if (out != nullptr) *out << "got nothing to check it by";
    return false;
  }
  if (!has_response(response, out)) return false;
  if (!response.document().parsed && schema_->accepts_without_document(response.body()))
    return true;
  const boost::json::value* body = response.json();
  if (body == nullptr) {
    if (out != nullptr) *out << "got a body that is not json (" << response.json_error() << ')';
    return false;
  }
  if (schema_->accepts(*body)) return true;
  if (out != nullptr) explain(*body, out);
  return false;
}

void SchemaMatcher::explain(const boost::json::value& body, std::ostream* out) const {
  const auto failures = schema_->failures(body, kMaxFailures + 1);
  for (std::size_t i = 0; i < failures.size(); ++i) {
    if (i == kMaxFailures) {
      *out << "\n    and more";
      break;
    }
    const SchemaFailure& failure = failures[i];
    *out << (i == 0 ? "got a mistake at " : "\n    ")
         << (failure.instance.empty() ? "the top" : failure.instance) << ": expected "
         << failure.expected << ", got " << failure.got << " (" << failure.schema << ')';
  }
}

void SchemaMatcher::DescribeTo(std::ostream* out) const {
  if (quiet()) return;
  *out << "json that matches the schema";
  if (schema_ && !schema_->title().empty()) *out << " '" << schema_->title() << '\'';
}

void SchemaMatcher::DescribeNegationTo(std::ostream* out) const {
  if (quiet()) return;
  *out << "json that does not match the schema";
  if (schema_ && !schema_->title().empty()) *out << " '" << schema_->title() << '\'';
}

}  // namespace traffic::detail

namespace traffic {
using namespace detail;

SchemaMatcher MatchesSchema(const Schema& schema, Location where) { return {schema.view(), where}; }

SchemaMatcher MatchesSchema(Schema&& schema, Location where) { return {std::move(schema), where}; }

SchemaMatcher MatchesSchema(const Expected<Schema>& schema, Location where) {
  return schema ? MatchesSchema(*schema, where) : SchemaMatcher(schema, where);
}

SchemaMatcher MatchesSchema(Expected<Schema>&& schema, Location where) {
  return {std::move(schema), where};
}

SchemaMatcher MatchesSchema(std::string_view text, Location where) {
  thread_local std::map<std::string, Expected<Schema>, std::less<>> compiled;
  auto found = compiled.find(text);
  if (found == compiled.end()) {
    if (compiled.size() == kMaxCached) compiled.clear();
    found = compiled.emplace(text, Schema::parse(text)).first;
  }
  return {found->second, where};
}

SchemaMatcher MatchesSchema(const boost::json::value& schema, Location where) {
  return {Schema::compile(schema), where};
}

}  // namespace traffic
