// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/request_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gtest_traffic/version.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class RequestHeadTest : public testing::Test {
 protected:
  std::string text(const std::vector<Parameter>& extra = {}, Method method = Method::kGet,
                   std::string_view content_type = {}, std::size_t content_length = 0) const {
    std::string out;
    head_.append_to(out, {.method = method,
                          .extra = &extra,
                          .content_type = content_type,
                          .content_length = content_length});
    return out;
  }

  RequestHead head_{"shop.test:8080"};
};

TEST_F(RequestHeadTest, WritesHostAndUserAgent) {
  EXPECT_EQ(text(), "Host: shop.test:8080\r\nUser-Agent: gtest_traffic/" + std::string(kVersion) +
                        "\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n");
}

TEST_F(RequestHeadTest, AppendsToBuffer) {
  std::string out = "GET / HTTP/1.1\r\n";
  head_.append_to(out, {});
  EXPECT_THAT(out, AllOf(testing::StartsWith("GET / HTTP/1.1\r\nHost: "), EndsWith("\r\n\r\n")));
}

TEST_F(RequestHeadTest, KeepsFieldForLaterRequests) {
  head_.set("X-API-Key", "one");
  EXPECT_THAT(text(), HasSubstr("X-API-Key: one\r\n"));
  head_.set("x-api-key", "two");
  EXPECT_THAT(text(), AllOf(HasSubstr("X-API-Key: two\r\n"), Not(HasSubstr("one"))));
  head_.set("X-Api-Key", "");
  EXPECT_THAT(text(), Not(HasSubstr("Key")));
  head_.set("X-Never-Set", "");
  EXPECT_THAT(text(), Not(HasSubstr("Never")));
}

TEST_F(RequestHeadTest, RequestReplacesField) {
  head_.set("X-Tenant", "usual");
  EXPECT_THAT(text({{"x-tenant", "special"}, {"X-Count", 3}}),
              AllOf(HasSubstr("x-tenant: special\r\n"), HasSubstr("X-Count: 3\r\n"),
                    Not(HasSubstr("usual")), HasSubstr("Host: shop.test:8080\r\n")));
  EXPECT_THAT(text(), HasSubstr("X-Tenant: usual\r\n"));
}

TEST_F(RequestHeadTest, PreventsHeaderInjection) {
  head_.set("X-Name", "a\r\nX-Admin: 1");
  EXPECT_THAT(text(), AllOf(HasSubstr("X-Name: a  X-Admin: 1\r\n"), Not(HasSubstr("\nX-Admin"))));
  EXPECT_THAT(text({{"X-Other", std::string_view("b\nX-Admin: 1\0", 13)}}),
              HasSubstr("X-Other: b X-Admin: 1 \r\n"));
}

TEST_F(RequestHeadTest, DescribesBody) {
  EXPECT_THAT(text({}, Method::kPost, "application/json", 17),
              EndsWith("Content-Type: application/json\r\nContent-Length: 17\r\n\r\n"));
  EXPECT_THAT(
      text({{"Content-Type", "application/merge-patch+json"}}, Method::kPatch, "application/json",
           2),
      AllOf(HasSubstr("application/merge-patch+json\r\n"), Not(HasSubstr("application/json\r\n"))));
}

TEST_F(RequestHeadTest, UserHeadersDescribeBody) {
  head_.set("content-type", "application/merge-patch+json");
  EXPECT_THAT(text({}, Method::kPatch, "application/json", 2),
              AllOf(HasSubstr("content-type: application/merge-patch+json\r\n"),
                    Not(HasSubstr("Content-Type"))));
  head_.set("Content-Type", "");
  EXPECT_THAT(text({}, Method::kPatch, "application/json", 2),
              HasSubstr("Content-Type: application/json\r\n"));
}

TEST_F(RequestHeadTest, NamesFramingFields) {
  EXPECT_EQ(head_.framing_field({{"X-Length", 1}}), "");
  EXPECT_EQ(head_.framing_field({{"X-A", 1}, {"content-length", 9}}), "content-length");
  EXPECT_EQ(head_.framing_field({{"Transfer-Encoding", "chunked"}}), "Transfer-Encoding");
  head_.set("Content-Length", "9");
  EXPECT_EQ(head_.framing_field({}), "Content-Length");
  head_.set("Content-Length", "");
  EXPECT_EQ(head_.framing_field({}), "");
}

TEST_F(RequestHeadTest, KnowsWhetherConnectionCloses) {
  EXPECT_FALSE(head_.closes({{"X-Connection", "close"}}));
  EXPECT_TRUE(head_.closes({{"connection", "Close"}}));
  EXPECT_TRUE(head_.closes({{"Connection", "keep-alive, x , close"}}));
  EXPECT_FALSE(head_.closes({{"Connection", "closed"}}));
  head_.set("Connection", "close");
  EXPECT_TRUE(head_.closes({}));
  EXPECT_FALSE(head_.closes({{"Connection", "keep-alive"}}));
}

TEST_F(RequestHeadTest, WritesZeroLengthForMissingBody) {
  for (const Method method : {Method::kPost, Method::kPut, Method::kPatch}) {
    EXPECT_THAT(text({}, method), HasSubstr("Content-Length: 0\r\n"));
  }
  for (const Method method : {Method::kGet, Method::kHead, Method::kDelete, Method::kOptions}) {
    EXPECT_THAT(text({}, method), Not(HasSubstr("Content-Length")));
  }
}

}  // namespace
}  // namespace traffic::detail
