// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/text.h"

#include <fmt/format.h>

#include <string>

#include "gtest_traffic/http/excerpt.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kTextLength = 200;

}  // namespace

void explain_text(std::string_view actual, bool hidden, std::ostream* out) {
  if (hidden) {
    *out << "got ***";
  } else if (actual.empty()) {
    *out << "got an empty one";
  } else if (!is_printable_text(actual)) {
    *out << fmt::format("got {} bytes of binary", actual.size());
  } else {
    *out << "got " << excerpt(testing::PrintToString(redacted(actual)), kTextLength);
  }
}

void explain_body(const Response& response, std::ostream* out) {
  const Exchange& exchange = response.exchange();
  if (exchange.streamed_size > 0) {
    *out << fmt::format("got {} bytes that were not held", exchange.streamed_size);
    return;
  }
  explain_text(exchange.body, false, out);
  if (!exchange.undecoded.empty()) {
    *out << fmt::format(", still encoded as '{}'", redacted(exchange.undecoded));
  }
}

bool BodyContainsMatcher::MatchAndExplain(const Response& response, std::ostream* out) const {
  if (quiet()) out = nullptr;
  if (!has_response(response, out)) return false;
  if (out != nullptr) explain_body(response, out);
  return response.body().find(part_) != std::string_view::npos;
}

void BodyContainsMatcher::DescribeTo(std::ostream* out) const {
  if (!quiet()) *out << "body that contains " << testing::PrintToString(std::string(part_));
}

void BodyContainsMatcher::DescribeNegationTo(std::ostream* out) const {
  if (!quiet()) *out << "body that does not contain " << testing::PrintToString(std::string(part_));
}

}  // namespace traffic::detail
