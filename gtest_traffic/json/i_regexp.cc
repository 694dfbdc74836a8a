// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/i_regexp.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <string>
#include <utility>

#include "gtest_traffic/json/i_regexp_translate.h"

namespace traffic::detail {

IRegexp::IRegexp(std::shared_ptr<const re2::RE2> program) : program_(std::move(program)) {}

Expected<IRegexp> IRegexp::compile(std::string_view pattern) {
  const Expected<std::string> translated = translate_i_regexp(pattern);
  if (!translated) return translated.error();
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  auto program = std::make_shared<const re2::RE2>(*translated, options);
  if (!program->ok()) return Error{program->error()};
  return IRegexp(std::move(program));
}

bool IRegexp::matches(std::string_view text) const {
  return re2::RE2::FullMatch({text.data(), text.size()}, *program_);
}

bool IRegexp::found_in(std::string_view text) const {
  return re2::RE2::PartialMatch({text.data(), text.size()}, *program_);
}

}  // namespace traffic::detail
