// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>
#include <pcre2.h>

#include <cstdint>

#include "gtest_traffic/base/per_thread.h"

namespace traffic::detail {
namespace {

constexpr std::uint32_t kMatchLimit = 100'000;  // backtracking steps
constexpr std::uint32_t kHeapLimit = 1024;      // KiB
constexpr std::uint32_t kNesting = 50;          // PCRE2 recurses while it compiles
constexpr std::size_t kLongest = 16 * 1024;

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* made) const {
    Free(made);
  }
};
using CompileContext =
    std::unique_ptr<pcre2_compile_context, FreeWith<&pcre2_compile_context_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, FreeWith<&pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, FreeWith<&pcre2_match_data_free>>;

// Per-thread match data. It keeps the memory of the most expensive search.
struct Searcher {
  Searcher()
      : context(pcre2_match_context_create(nullptr)), data(pcre2_match_data_create(1, nullptr)) {
    pcre2_set_match_limit(context.get(), kMatchLimit);
    pcre2_set_heap_limit(context.get(), kHeapLimit);
  }
  MatchContext context;
  MatchData data;
};

}  // namespace

Expected<Regex> Regex::compile(std::string_view pattern) {
  const auto refuse = [&](std::string_view why) {
    return Error{
        fmt::format("'{}' is not an ECMA-262 regular expression: {}", pattern.substr(0, 100), why)};
  };
  if (pattern.size() > kLongest) return refuse("it is longer than 16 KiB");
  const Expected<std::string> translated = pcre_of_ecma(pattern);
  if (!translated) return refuse(translated.error().message);

  const CompileContext context(pcre2_compile_context_create(nullptr));
  pcre2_set_parens_nest_limit(context.get(), kNesting);
  pcre2_set_compile_extra_options(context.get(), PCRE2_EXTRA_ALT_BSUX);
  constexpr std::uint32_t kAsEcma = PCRE2_ALT_BSUX | PCRE2_DOLLAR_ENDONLY |
                                    PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF |
                                    PCRE2_MATCH_INVALID_UTF | PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
  int error = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated->data()),
                                   translated->size(), kAsEcma, &error, &offset, context.get());
  if (code == nullptr) {
    PCRE2_UCHAR text[128];
    pcre2_get_error_message(error, text, sizeof text);
    return refuse(reinterpret_cast<const char*>(text));
  }
  return Regex(std::shared_ptr<const void>(code, [](const void* made) {
    pcre2_code_free(static_cast<pcre2_code*>(const_cast<void*>(made)));
  }));
}

Regex::Answer Regex::search(std::string_view text) const {
  const Searcher& searcher = per_thread([] { return Searcher(); });
  const int found = pcre2_match(static_cast<const pcre2_code*>(code_.get()),
                                reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0,
                                searcher.data.get(), searcher.context.get());
  if (found >= 0) return Answer::kYes;
  return found == PCRE2_ERROR_NOMATCH ? Answer::kNo : Answer::kTooCostly;
}

}  // namespace traffic::detail
