// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/redirect.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

TEST(IsRedirectTest, AcceptsOnlyRedirectStatuses) {
  for (const int status : {301, 302, 303, 307, 308}) EXPECT_TRUE(is_redirect(status)) << status;
  for (const int status : {0, 200, 300, 304, 305, 306, 309, 404}) {
    EXPECT_FALSE(is_redirect(status)) << status;
  }
}

TEST(LeadsOnTest, NeedsLocation) {
  Exchange exchange;
  exchange.status = 302;
  EXPECT_FALSE(leads_on(exchange));
  exchange.response_head = "HTTP/1.1 302 Found\r\nLocation:\r\n\r\n";
  EXPECT_FALSE(leads_on(exchange));
  exchange.response_head = "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n";
  EXPECT_TRUE(leads_on(exchange));
  exchange.status = 201;
  EXPECT_FALSE(leads_on(exchange));
}

TEST(RedirectedMethodTest, ChoosesMethodLikeBrowsers) {
  for (const int status : {301, 302, 303}) {
    EXPECT_EQ(redirected_method(status, Method::kPost), Method::kGet) << status;
    EXPECT_EQ(redirected_method(status, Method::kHead), Method::kHead) << status;
  }
  EXPECT_EQ(redirected_method(303, Method::kDelete), Method::kGet);
  EXPECT_EQ(redirected_method(302, Method::kPut), Method::kPut);
  for (const int status : {307, 308}) {
    EXPECT_EQ(redirected_method(status, Method::kPost), Method::kPost) << status;
    EXPECT_EQ(redirected_method(status, Method::kPatch), Method::kPatch) << status;
  }
}

TEST(RedirectChainTest, ListsHopsWithoutSecrets) {
  Exchange first;
  first.method = Method::kPost;
  first.origin = "http://a:1";
  first.target = "/login";
  first.status = 303;
  first.response_head = "HTTP/1.1 303 See Other\r\nLocation: /home?token=abc\r\n\r\n";
  Exchange second;
  second.origin = "http://a:1";
  second.target = "/home?token=abc";
  second.redirected_from = &first;
  EXPECT_EQ(redirects_text(second),
            "303 See Other of POST http://a:1/login redirects to '/home?token=***'\n");
  EXPECT_EQ(redirect_chain(second), "http://a:1/login -> http://a:1/home?token=***");
  EXPECT_EQ(redirects_text(first), "");
}

}  // namespace
}  // namespace traffic::detail
