// SPDX-License-Identifier: Apache-2.0
#include "suites/gateway/gateway_users.h"

using namespace testing;
using namespace traffic;

// The five endpoints of the document service. Where it is not mounted, these journeys are skipped.

JOURNEY(DocumentUser, ChecksTheService, .weight = 2) {
  auto health = http.get("/api/v1/documents/health");
  if (is_not_mounted(health)) GTEST_SKIP() << not_mounted_text();
  EXPECT_THAT(health, AllOf(StatusIs(200), JsonAt("/status", _)));
  pause();
}

JOURNEY(DocumentUser, ReadsTheInfo, .weight = 2) {
  auto info = http.get("/api/v1/documents/info");
  if (is_not_mounted(info)) GTEST_SKIP() << not_mounted_text();
  EXPECT_THAT(info, StatusIs(200));
  pause();
}

JOURNEY(DocumentUser, CreatesASession, .weight = 2) {
  auto session = create_session();
  if (is_not_mounted(session)) GTEST_SKIP() << not_mounted_text();
  EXPECT_THAT(session, AllOf(StatusIs(AnyOf(200, 201)), JsonAt("/session_id", _)));
  pause();
}

JOURNEY(DocumentUser, UploadsADocument, .weight = 2) {
  auto session = create_session();
  if (is_not_mounted(session)) GTEST_SKIP() << not_mounted_text();
  ASSERT_THAT(session, StatusIs(AnyOf(200, 201)));
  pause();
  EXPECT_THAT(upload(session), StatusIs(AnyOf(200, 201)));
  pause();
}

JOURNEY(DocumentUser, ListsDocuments, .weight = 3) {
  auto page = http.get("/api/v1/documents/");
  if (is_not_mounted(page)) GTEST_SKIP() << not_mounted_text();
  EXPECT_THAT(page, StatusIs(200));
  pause();
}
