// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/hop.h"

#include <gmock/gmock.h>

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class HopTest : public testing::Test {
 protected:
  HopTest() {
    hop_.method = Method::kPost;
    hop_.url.origin.host = "shop";
    hop_.url.target = "/cart/add";
    hop_.headers = {{"Authorization", "Bearer abc"},
                    {"X-Api-Key", "k"},
                    {"Content-Language", "en"},
                    {"X-Trace", "1"}};
  }

  // Returns the reason why the redirect is not followed, or "".
  std::string follow(int status, const std::string& location) {
    head_ = "HTTP/1.1 302 Found\r\n" + (location.empty() ? "" : "Location: " + location + "\r\n") +
            "\r\n";
    Exchange redirect;
    redirect.status = status;
    redirect.response_head = head_;
    return follow_redirect(redirect, hop_).value_or("");
  }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Parameter& field : hop_.headers) names.push_back(field.name);
    return names;
  }

  std::string head_;
  Hop hop_;
};

TEST_F(HopTest, DroppedBodyDropsContentHeaders) {
  EXPECT_EQ(follow(303, "done"), "");
  EXPECT_EQ(hop_.method, Method::kGet);
  EXPECT_FALSE(hop_.has_body);
  EXPECT_EQ(hop_.url.target, "/cart/done");
  EXPECT_THAT(names(), ElementsAre("Authorization", "X-Api-Key", "X-Trace"));
}

TEST_F(HopTest, Status307KeepsMethodBodyAndHeaders) {
  EXPECT_EQ(follow(307, "/elsewhere?x=1#y"), "");
  EXPECT_EQ(hop_.method, Method::kPost);
  EXPECT_TRUE(hop_.has_body);
  EXPECT_EQ(hop_.url.target, "/elsewhere?x=1");
  EXPECT_THAT(names(), testing::SizeIs(4));
}

TEST_F(HopTest, SecretsStayAtOrigin) {
  for (const char* location : {"http://other/", "http://shop:8080/", "https://shop/"}) {
    hop_.headers = {{"Authorization", "Bearer abc"}, {"Cookie", "a=b"}, {"Host", "h"}, {"X-A", 1}};
    hop_.url.origin = {.host = "shop"};
    EXPECT_EQ(follow(308, location), "");
    EXPECT_THAT(names(), ElementsAre("X-A")) << location;
  }
}

TEST_F(HopTest, SecretIsDroppedUnderAnyHeaderName) {
  redactor().add_secret("HOP_TOKEN", "hop-token-7781");
  hop_.headers = {{"X-Vault-Token", "hop-token-7781"}, {"X-Note", "a hop-token-7781"}, {"X-A", 1}};
  EXPECT_EQ(follow(307, "http://other/"), "");
  EXPECT_THAT(names(), ElementsAre("X-A"));
}

TEST_F(HopTest, DowngradeDropsSecrets) {
  hop_.url.origin = {.tls = true, .host = "shop", .port = 443};
  EXPECT_EQ(follow(307, "http://shop/"), "");
  EXPECT_THAT(names(), ElementsAre("Content-Language", "X-Trace"));
}

TEST_F(HopTest, CookieHeaderIsForOneRequest) {
  hop_.headers = {{"cookie", "consent=yes"}, {"X-A", 1}};
  EXPECT_EQ(follow(302, "/next"), "");
  EXPECT_THAT(names(), ElementsAre("X-A"));
}

TEST_F(HopTest, ExplainsInvalidLocation) {
  EXPECT_THAT(follow(302, "file:///etc/passwd"), HasSubstr("scheme 'file'"));
  EXPECT_THAT(follow(302, "http://"), HasSubstr("host"));
  EXPECT_THAT(follow(302, "http://a b/"), HasSubstr("not a URL"));
}

}  // namespace
}  // namespace traffic::detail
