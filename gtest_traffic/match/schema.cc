// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/schema.h"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <ostream>

#include "gtest_traffic/base/per_thread.h"
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

bool SchemaMatcher::matches(const Response& response) const {
  if (!schema_) return false;
  if (!response.document().parsed && schema_->accepts_without_document(response.body()))
    return true;
  const boost::json::value* body = response.json();
  return body != nullptr && schema_->accepts(*body);
}

void SchemaMatcher::describe(std::ostream& out, bool negated) const {
  out << "JSON that " << (negated ? "does not match" : "matches") << " the schema";
  if (schema_ && !schema_->title().empty()) out << " '" << schema_->title() << '\'';
}

void SchemaMatcher::explain(const Response& response, Mismatch& mismatch) const {
  if (!schema_) {
    mismatch.actual = "nothing: the schema is invalid, see the other failure";
    return;
  }
  const boost::json::value* body = response.json();
  if (body == nullptr) {
    mismatch.actual = not_json_text(response);
    return;
  }
  const auto failures = schema_->failures(*body, kMaxFailures + 1);
  for (std::size_t i = 0; i < failures.size() && i < kMaxFailures; ++i) {
    const SchemaFailure& failure = failures[i];
    std::string line = fmt::format("{}: expected {}, got {} ({})",
                                   failure.instance.empty() ? "the root" : failure.instance,
                                   failure.expected, failure.got, failure.schema);
    if (i == 0) {
      mismatch.actual = "an error at " + line;
    } else {
      mismatch.details.push_back(std::move(line));
    }
  }
  if (failures.size() > kMaxFailures) mismatch.details.emplace_back("and more");
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
  auto& compiled =
      per_thread([] { return std::map<std::string, Expected<Schema>, std::less<>>(); });
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
