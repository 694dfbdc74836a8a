// SPDX-License-Identifier: Apache-2.0
// An input is a digit, a schema on the rest of that line, and an instance. The digit selects the
// dialect and the meaning of `format`. `accepts`, `accepts_without_document` and `failures` must
// agree.
#include <boost/json/parse.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "gtest_traffic/schema.h"

namespace {

[[noreturn]] void fail(const char* why, std::string_view what) {
  std::fprintf(stderr, "%s: %.*s\n", why, static_cast<int>(what.size()), what.data());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  if (input.empty() || line == 0 || line == std::string_view::npos) return 0;
  traffic::SchemaOptions options;
  options.dialect = static_cast<traffic::SchemaDialect>(input.front() & 3);
  options.formats = (input.front() & 4) != 0 ? traffic::SchemaFormats::kAssert
                                             : traffic::SchemaFormats::kAnnotate;
  const auto schema = traffic::Schema::parse(input.substr(1, line - 1), options);
  if (!schema) {
    if (schema.error().message.empty()) fail("a schema was refused without a message", input);
    return 0;
  }
  const std::string_view text = input.substr(line + 1);
  boost::system::error_code error;
  const auto instance = boost::json::parse({text.data(), text.size()}, error);
  if (error) return 0;
  const bool accepted = schema->accepts(instance);
  if (schema->accepts_without_document(text) && !accepted)
    fail("accepts_without_document accepted an invalid text", input);
  const auto failures = schema->failures(instance);
  if (accepted != failures.empty()) fail("accepts and failures disagree", input);
  if (failures.size() > 10) fail("more failures than requested", input);
  for (const auto& failure : failures) {
    if (failure.expected.empty()) fail("a failure without a reason", failure.schema);
  }
  return 0;
}
