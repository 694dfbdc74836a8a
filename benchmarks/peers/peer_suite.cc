// SPDX-License-Identifier: Apache-2.0
// The suite for the comparison with other load generators: one GET of a small JSON document.
#include <gtest_traffic/gtest_traffic.h>

using namespace std::chrono_literals;
using namespace traffic;

class Peer : public User {};

JOURNEY(Peer, ChecksTheStatus) { EXPECT_THAT(http.get("/json"), StatusIs(200)); }

JOURNEY(Peer, ChecksStatusAndJson) {
  EXPECT_THAT(http.get("/json"), AllOf(StatusIs(200), JsonAt("/active", true)));
}

// Gets a page of orders of 2 KB without a check of its content.
JOURNEY(Peer, GetsAPage) { EXPECT_THAT(http.get("/orders"), StatusIs(200)); }

JOURNEY(Peer, ChecksAPageBySchema) {
  static const auto kPage = Schema::parse(R"({
    "type": "object", "required": ["page", "total", "items"], "additionalProperties": false,
    "properties": {
      "page": {"type": "integer", "minimum": 1}, "total": {"type": "integer", "minimum": 0},
      "items": {"type": "array", "maxItems": 100, "items": {"$ref": "#/$defs/order"}}},
    "$defs": {"order": {
      "type": "object", "required": ["id", "status", "amount"], "additionalProperties": false,
      "properties": {
        "id": {"type": "string", "format": "uuid"}, "userId": {"type": "integer", "minimum": 1},
        "status": {"enum": ["PENDING", "PAID", "SHIPPED", "CANCELLED"]},
        "amount": {"type": "number", "exclusiveMinimum": 0},
        "currency": {"type": "string", "minLength": 3, "maxLength": 3},
        "createdAt": {"type": "string", "format": "date-time"},
        "tags": {"type": "array", "items": {"type": "string"}}}}}})",
                                          {.formats = SchemaFormats::kAssert});
  EXPECT_THAT(http.get("/orders"), AllOf(StatusIs(200), MatchesSchema(kPage)));
}

// Thinks most of the time, for the memory measurement of connected users.
JOURNEY(Peer, Waits) {
  EXPECT_THAT(http.get("/json"), StatusIs(200));
  think(2s, 4s);
}
