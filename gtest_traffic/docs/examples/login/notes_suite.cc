// SPDX-License-Identifier: Apache-2.0
#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

class Writer : public User {
 protected:
  void SetUp() override {
    auto login = http.post("/login", {{"username", "ada"}, {"password", secret("ADA_PASSWORD")}});
    ASSERT_THAT(login, StatusIs(200));
    http.auth(bearer(login["/access_token"]));
  }
};

JOURNEY(Writer, WritesANote) {
  auto note = http.post("/notes", {{"text", fake.sentence()}});
  ASSERT_THAT(note, StatusIs(201));

  auto read = http.get("/notes/{}", note["/id"]);
  EXPECT_THAT(read, AllOf(StatusIs(200), JsonAt("/text", note["/text"])));
}

TEST(WriterLoad, WritesTwentyNotesPerSecond) {
  const Report report = Load().shape(constant(per_second(20), 6s)).warm_up(1s).run();
  EXPECT_THAT(report, AllOf(p90 < 250ms, error_rate < 1_percent));
}
