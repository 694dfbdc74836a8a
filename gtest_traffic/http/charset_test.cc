// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/charset.h"

#include <gtest/gtest.h>

#include "gtest_traffic/exchange.h"

namespace traffic::detail {
namespace {

std::string readable(const std::string& type, std::string_view body) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n";
  Exchange exchange;
  exchange.response_head = head;
  exchange.body = body;
  std::string room;
  return std::string(readable_body(exchange, room));
}

TEST(CharsetTest, ConvertsBodyByCharset) {
  for (const char* const type :
       {"text/html; charset=ISO-8859-1", "text/plain;charset=\"windows-1252\"",
        "text/plain; format=flowed; Charset=latin1", "text/csv; charset=us-ascii"}) {
    EXPECT_EQ(readable(type, "caf\xe9, 5 \x80 \x96 na\xefve"), "café, 5 € – naïve") << type;
  }
}

TEST(CharsetTest, LeavesOtherBodiesUnchanged) {
  for (const char* const type :
       {"text/html", "text/html; charset=utf-8", "text/html; charset=", "text/html; charset=\"",
        "text/html; x-charset=latin1", "application/octet-stream"}) {
    EXPECT_EQ(readable(type, "caf\xe9"), "caf\xe9") << type;
  }
  EXPECT_EQ(readable("text/plain; charset=latin1", "only ASCII"), "only ASCII");
}

TEST(CharsetTest, FindsHighByteAnywhere) {
  for (std::size_t before = 0; before < 20; ++before) {
    for (std::size_t after = 0; after < 10; ++after) {
      const std::string left(before, 'a'), right(after, 'z');
      EXPECT_EQ(readable("a/b; charset=latin1", left + '\xff' + right), left + "ÿ" + right);
    }
  }
}

}  // namespace
}  // namespace traffic::detail
