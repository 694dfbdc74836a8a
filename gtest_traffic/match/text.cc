// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/text.h"

#include <fmt/format.h>

#include <string>

#include "gtest_traffic/http/excerpt.h"

namespace traffic::detail {
namespace {

constexpr std::size_t kTextLength = 200;

}  // namespace

std::string shown_text(std::string_view text, bool hidden) {
  if (hidden) return "***";
  if (text.empty()) return "an empty one";
  if (!is_printable_text(text)) return fmt::format("{} bytes of binary data", text.size());
  return excerpt(testing::PrintToString(redacted(text)), kTextLength);
}

std::string shown_body(const Response& response) {
  const Exchange& exchange = response.exchange();
  if (exchange.streamed_size > 0) {
    return fmt::format("a body of {} bytes that was streamed", exchange.streamed_size);
  }
  std::string room;
  std::string shown = shown_text(readable_body(exchange, room), false);
  if (!exchange.undecoded.empty()) {
    shown += fmt::format(", still encoded as '{}'", redacted(exchange.undecoded));
  }
  return shown;
}

bool BodyContainsMatcher::matches(const Response& response) const {
  std::string room;
  return readable_body(response.exchange(), room).find(part_.view()) != std::string_view::npos;
}

void BodyContainsMatcher::describe(std::ostream& out, bool negated) const {
  out << (negated ? "body that does not contain " : "body that contains ")
      << testing::PrintToString(std::string(part_.view()));
}

void BodyContainsMatcher::explain(const Response& response, Mismatch& mismatch) const {
  mismatch.actual = shown_body(response);
}

}  // namespace traffic::detail
