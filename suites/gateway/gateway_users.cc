// SPDX-License-Identifier: Apache-2.0
#include "suites/gateway/gateway_users.h"

using namespace traffic;

Response DocumentUser::create_session() {
  auto session = http.post("/api/v1/documents/sessions", {{"name", fake.name()}});
  if (session.status() == 201 && !session.header("Location").empty()) created(session);
  return session;
}

Response DocumentUser::upload(const Response& session) {
  const std::string text = "Notes of " + fake.name() + "\n";
  return http.post(
      {"/api/v1/documents/session/{}/upload", session["/session_id"]},
      multipart({{"file", file_of(text, {.name = "notes.txt", .type = "text/plain"})}}));
}

bool is_not_mounted(const Response& response) { return response.status() == 404; }

std::string not_mounted_text() {
  return "the gateway has no document service: expected it below /api/v1/documents, got status "
         "404; mount it, or leave out DocumentUser.* with --traffic_journeys";
}
