// SPDX-License-Identifier: Apache-2.0
// Sends forms and files, and uses cookies and redirects.
#include <gtest_traffic/gtest_traffic.h>

using namespace testing;
using namespace traffic;

class Surfer : public User {};

JOURNEY(Surfer, SendsAForm) {
  auto sent = http.post("/letters", form({{"to", "ada@example.com"}, {"text", "x & y"}}));
  EXPECT_THAT(sent, AllOf(StatusIs(201), JsonAt("/type", "application/x-www-form-urlencoded")));
}

JOURNEY(Surfer, SendsAFile) {
  auto sent = http.post("/letters",
                        multipart({{"title", "Holidays"},
                                   {"photo", file_of("not really a photo", {.name = "sea.jpg"})}}));
  EXPECT_THAT(sent, AllOf(StatusIs(201), JsonAt("/type", StartsWith("multipart/form-data"))));
}

JOURNEY(Surfer, SignsInAndOut) {
  auto home = http.post("/login", {{"name", "Ada"}});  // a redirect, with a cookie
  EXPECT_THAT(home, AllOf(StatusIs(200), JsonAt("/name", "Ada")));
  EXPECT_EQ(home.redirects(), 1);
  EXPECT_NE(http.cookies().get("session"), "");

  http.post("/logout");
  EXPECT_THAT(http.get("/home"), StatusIs(401));
}
