// SPDX-License-Identifier: Apache-2.0
// A suite for secrets_test.cc. Every test fails and names secrets in one place.
#include <stdexcept>
#include <string>
#include <thread>

#include "gtest_traffic/form.h"
#include "gtest_traffic/journey.h"
#include "gtest_traffic/main/testing/canary.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/secret.h"

using namespace traffic;
using namespace traffic::detail;

namespace {

// Returns the encodings of the secrets of a place. `secret` makes them known.
std::vector<std::string> texts(std::string_view place) {
  std::vector<std::string> out;
  const int index = canary::index_of(place);
  for (int encoding = 0; encoding < canary::kEncodingCount; ++encoding) {
    out.push_back(canary::encoded(secret(canary::name(index, encoding)), encoding));
  }
  return out;
}

class Canary : public User {};

JOURNEY(Canary, Header) {
  for (const std::string& text : texts("header")) {
    EXPECT_THAT(http.get("/ok/header", {.headers = {{"X-Other", text}}}), StatusIs(418));
  }
}

JOURNEY(Canary, Query) {
  for (const std::string& text : texts("query")) {
    EXPECT_THAT(http.get("/ok/query?q={}", text), StatusIs(418));
  }
}

JOURNEY(Canary, Path) {
  for (const std::string& text : texts("path")) {
    EXPECT_THAT(http.get("/ok/path/{}", text), StatusIs(418));
  }
}

JOURNEY(Canary, Json) {
  for (const std::string& text : texts("json")) {
    EXPECT_THAT(http.post("/ok/json", {{"note", text}}), StatusIs(418));
  }
}

JOURNEY(Canary, Form) {
  for (const std::string& text : texts("form")) {
    EXPECT_THAT(http.post("/ok/form", form({{"note", text}})), StatusIs(418));
  }
}

JOURNEY(Canary, Cookie) {
  for (const std::string& text : texts("cookie")) {
    EXPECT_THAT(http.get("/ok/cookie", {.headers = {{"Cookie", "theme=" + text}}}), StatusIs(418));
  }
}

JOURNEY(Canary, ResponseJson) {
  const auto known = texts("responsejson");
  for (std::size_t i = 0; i < known.size(); ++i) {
    EXPECT_THAT(http.get("/leak/responsejson/{}", i), JsonAt("/note", "other"));
  }
}

JOURNEY(Canary, ResponseHeader) {
  const auto known = texts("responseheader");
  for (std::size_t i = 0; i < known.size(); ++i) {
    EXPECT_THAT(http.get("/leak/responseheader/{}", i), HeaderIs("X-Note", "other"));
  }
}

JOURNEY(Canary, ResponseRaw) {
  const auto known = texts("responseraw");
  for (std::size_t i = 0; i < known.size(); ++i) {
    EXPECT_THAT(http.get("/leak/responseraw/{}", i), BodyContains("other"));
  }
}

JOURNEY(Canary, Assertion) {
  for (const std::string& text : texts("assertion")) {
    EXPECT_EQ(text, "assertion");
    ADD_FAILURE() << "assertion of " << text;
  }
}

JOURNEY(Canary, Trace) {
  for (const std::string& text : texts("trace")) {
    SCOPED_TRACE("trace of " + text);
    ADD_FAILURE() << "with a trace";
  }
}

JOURNEY(Canary, Exception) {
  std::string all = "exception of";
  for (const std::string& text : texts("exception")) all += " " + text;
  throw std::runtime_error(all);
}

// This library must not know the password from `secret`.
JOURNEY(Canary, UserInfo) {
  const int place = canary::index_of("userinfo");
  for (int encoding = 0; encoding < canary::kEncodingCount; ++encoding) {
    const std::string password = canary::escaped(canary::value(place, encoding), "%%%02X");
    EXPECT_THAT(http.get("http://ada:" + password + "@127.0.0.1/userinfo"), StatusIs(418));
  }
}

TEST(CanaryTest, Skips) {
  std::string all = "skip of";
  for (const std::string& text : texts("skip")) all += " " + text;
  GTEST_SKIP() << all;
}

TEST(CanaryTest, RecordsProperties) {
  int number = 0;
  for (const std::string& text : texts("property")) {
    RecordProperty("property_" + std::to_string(number++), text);
  }
}

TEST(CanaryTest, FailsWithInvalidBytes) { ADD_FAILURE() << "caf\xE9 and \x01"; }

TEST(CanaryTest, FailsOnAnotherThread) {
  std::thread([] {
    for (const std::string& text : texts("thread")) ADD_FAILURE() << "thread with " << text;
  }).join();
}

}  // namespace
