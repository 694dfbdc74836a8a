// SPDX-License-Identifier: Apache-2.0
// A journey is a sequence of requests by one user. It runs as a GoogleTest test.
#include <gtest_traffic/gtest_traffic.h>

using namespace testing;
using namespace traffic;

class Visitor : public User {};

JOURNEY(Visitor, OpensAnAccount) {
  auto account = http.post("/api/users", {{"name", "Ada"}, {"email", "ada@example.com"}});
  ASSERT_THAT(account, StatusIs(201));

  auto seen = http.get("/api/users/{}", account["/id"]);
  EXPECT_THAT(seen, AllOf(StatusIs(200), JsonAt("/name", "Ada")));
}
