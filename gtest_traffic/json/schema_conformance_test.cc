// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gtest_traffic/json/testing/shared_data.h"
#include "gtest_traffic/schema.h"

// Runs the JSON-Schema-Test-Suite (https://github.com/json-schema-org/JSON-Schema-Test-Suite).
namespace traffic::detail {
namespace {

std::optional<boost::json::value> read_gz(std::string_view name) {
  const std::string path = shared_file(fmt::format("conformance/json-schema-test-suite/{}", name));
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), &gzclose);
  if (file == nullptr) return std::nullopt;
  std::string text;
  char buffer[65536];
  for (int got = 0; (got = gzread(file.get(), buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(got));
  }
  boost::json::parse_options options;
  options.max_depth = 256;
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(text, error, {}, options);
  EXPECT_FALSE(error) << path << ": " << error.message();
  return value;
}

struct Tally {
  int passed = 0;
  int total = 0;
};

// Returns the mistake in the answer to a test, or an empty text.
std::string mistake_in(const Schema& schema, const boost::json::value& test) {
  const bool valid = test.at("valid").as_bool();
  if (schema.accepts(test.at("data")) != valid) {
    return fmt::format("expected {}", valid ? "valid" : "invalid");
  }
  if (schema.accepts_without_document(boost::json::serialize(test.at("data"))) && !valid) {
    return "surely accepted what is invalid";
  }
  return schema.failures(test.at("data")).empty() == valid ? "" : "its failures say otherwise";
}

// Runs one group: a schema and its instances, each valid or invalid. Prints the failures.
Tally run_group(const boost::json::value& group, const std::string& file,
                const SchemaOptions& options) {
  const auto& tests = group.at("tests").as_array();
  const std::string_view name(group.at("description").as_string());
  Tally tally{0, static_cast<int>(tests.size())};
  const Expected<Schema> schema = Schema::compile(group.at("schema"), options);
  if (!schema) {
    const std::string& all = schema.error().message;
    const std::string last = all.substr(all.rfind('\n') + 1);
    std::puts(fmt::format("  {}: {}: refused: {}", file, name, last).c_str());
    return tally;
  }
  for (const auto& test : tests) {
    const std::string mistake = mistake_in(*schema, test);
    if (mistake.empty()) {
      ++tally.passed;
    } else {
      const std::string_view what(test.at("description").as_string());
      std::puts(fmt::format("  {}: {}: {}: {}", file, name, what, mistake).c_str());
    }
  }
  return tally;
}

struct Draft {
  std::string_view file;
  SchemaDialect dialect;
  int least;
  SchemaFormats formats = SchemaFormats::kAnnotate;
};

// Runs all tests of a file and expects a minimum number of passes. Failures in the optional suites
// are features that are refused, or are listed in the manual.
void run_draft(const Draft& draft) {
  const auto suite = read_gz(draft.file);
  const auto remotes = read_gz("remotes.json.gz");
  if (!suite || !remotes) {
    GTEST_SKIP() << shared_file("conformance/json-schema-test-suite") << " is not there: set "
                 << "TRAFFIC_SHARED_DIR to the folder of the shared test data";
  }
  SchemaOptions options;
  options.dialect = draft.dialect;
  options.formats = draft.formats;
  options.ignored_formats = {"unknown"};
  for (const auto& remote : remotes->as_object())
    options.documents.add(remote.key(), remote.value());
  Tally all;
  for (const auto& file : suite->as_object()) {
    const std::string name(file.key());
    Tally of_file;
    for (const auto& group : file.value().as_array()) {
      const Tally tally = run_group(group, name, options);
      of_file.passed += tally.passed;
      of_file.total += tally.total;
    }
    if (of_file.passed < of_file.total) {
      std::printf("  %s: %d/%d\n", name.c_str(), of_file.passed, of_file.total);
    }
    all.passed += of_file.passed;
    all.total += of_file.total;
  }
  std::printf("%s: %d/%d passed\n", std::string(draft.file).c_str(), all.passed, all.total);
  EXPECT_GE(all.passed, draft.least);
}

TEST(JsonSchemaConformanceTest, PassesDraft4) {
  run_draft({"draft4.json.gz", SchemaDialect::kDraft4, 618});
}
TEST(JsonSchemaConformanceTest, PassesDraft7) {
  run_draft({"draft7.json.gz", SchemaDialect::kDraft7, 927});
}
TEST(JsonSchemaConformanceTest, PassesDraft202012) {
  run_draft({"draft2020-12.json.gz", SchemaDialect::kDraft202012, 1299});
}
TEST(JsonSchemaConformanceTest, PassesDraft4Optional) {
  run_draft({"draft4.optional.json.gz", SchemaDialect::kDraft4, 316, SchemaFormats::kAssert});
}
TEST(JsonSchemaConformanceTest, PassesDraft7Optional) {
  run_draft({"draft7.optional.json.gz", SchemaDialect::kDraft7, 605, SchemaFormats::kAssert});
}
TEST(JsonSchemaConformanceTest, CountsDraft202012Optional) {
  run_draft(
      {"draft2020-12.optional.json.gz", SchemaDialect::kDraft202012, 0, SchemaFormats::kAssert});
}

}  // namespace
}  // namespace traffic::detail
