// SPDX-License-Identifier: Apache-2.0
// Tests bodies of requests and responses other than plain JSON.
#include <gmock/gmock.h>

#include <boost/json/value.hpp>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/codec/testing/encode.h"
#include "gtest_traffic/eventually.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/journey/testing/crowd.h"
#include "gtest_traffic/matchers.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Optional;
using Use = RunContext::Use;

constexpr std::string_view kBytes = "0123456789";

// A target that stores the last request and serves several kinds of bodies.
class BodiesTest : public testing::TestWithParam<Use> {
 protected:
  BodiesTest() {
    crowd_.server.route("POST", "/keep", [this](const ServerRequest& request) {
      head = request.head;
      body = request.body;
      return ServerResponse{.body = "{}", .headers = {}};
    });
    route_encoded("/gzip", "gzip", gzip(R"({"n":1})"));
    route_encoded("/zstd", "zstd", "(\xb5/\xfd");
    route_encoded("/liar", "gzip", R"({"n":1})");
    crowd_.server.route("GET", "/bytes", [](const ServerRequest& request) {
      if (request.header("Range") == "bytes=100-") {
        return ServerResponse{.status = 416, .headers = {{"Content-Range", "bytes */10"}}};
      }
      if (request.header("Range") != "bytes=2-4" ||
          request.header("Accept-Encoding") != "identity") {
        return ServerResponse{.body = std::string(kBytes), .headers = {}};
      }
      return ServerResponse{.status = 206,
                            .body = std::string(kBytes.substr(2, 3)),
                            .headers = {{"Content-Range", "bytes 2-4/10"}}};
    });
  }

  void route_encoded(const char* path, const std::string& encoding, const std::string& bytes) {
    crowd_.server.route("GET", path, [=](const ServerRequest&) {
      return ServerResponse{.body = bytes, .headers = {{"Content-Encoding", encoding}}};
    });
  }

  void walk(const Crowd::Body& journey) {
    crowd_.add(journey);
    crowd_.walk();
  }

  // Returns the messages of the failed checks.
  std::vector<std::string> messages() const {
    std::vector<std::string> texts;
    for (const JourneyFailure& failure : crowd_.failures.front()) texts.push_back(failure.message);
    for (const DistinctFailure& failure : crowd_.report.failures) texts.push_back(failure.message);
    return texts;
  }

  Crowd crowd_{GetParam()};
  TemporaryFolder folder_;
  std::string head;
  std::string body;
};

INSTANTIATE_TEST_SUITE_P(Uses, BodiesTest, testing::Values(Use::kTest, Use::kLoad),
                         [](const auto& test) {
                           return test.param == Use::kTest ? "AsTests" : "UnderLoad";
                         });

TEST_P(BodiesTest, SendsForm) {
  walk([](Visitor& visitor) {
    EXPECT_THAT(visitor.http.post("/keep", form({{"a", 1}, {"b", "x y"}})), StatusIs(200));
  });
  EXPECT_THAT(messages(), IsEmpty());
  EXPECT_EQ(body, "a=1&b=x+y");
  EXPECT_EQ(find_header(head, "Content-Type"), "application/x-www-form-urlencoded");
}

TEST_P(BodiesTest, SendsFilesAndFieldsFromDisk) {
  const std::string path = folder_.write("beach.jpg", "\xff\xd8 sand");
  walk([&](Visitor& visitor) {
    EXPECT_THAT(
        visitor.http.post("/keep", multipart({{"title", "Holidays"},
                                              {"photo", file(path, {.type = "image/jpeg"})}})),
        StatusIs(200));
  });
  EXPECT_THAT(messages(), IsEmpty());
  EXPECT_THAT(body,
              HasSubstr("name=\"photo\"; filename=\"beach.jpg\"\r\nContent-Type: image/jpeg\r\n"
                        "\r\n\xff\xd8 sand\r\n--"));
  EXPECT_EQ(find_header(head, "Content-Length"), std::to_string(body.size()));
  EXPECT_EQ(crowd_.report.total.requests, 1U);
}

TEST_P(BodiesTest, MissingFileFailsBeforeSending) {
  walk([&](Visitor& visitor) { visitor.http.post("/keep", file(folder_.path("absent"))); });
  EXPECT_THAT(messages(), ElementsAre("no response (local)"));
  const std::string text = crowd_.failures.front().empty()
                               ? crowd_.report.failures.at(0).examples.at(0)
                               : crowd_.failures.front().front().text;
  EXPECT_THAT(text, AllOf(HasSubstr("\nno response: cannot read '"),
                          HasSubstr("/absent' to send it: No such file")));
  EXPECT_EQ(head, "");
}

TEST_P(BodiesTest, CurlSendsTheSameFile) {
  const std::string path = folder_.write("list.csv", "a,b");
  std::string text;
  walk([&](Visitor& visitor) {
    const auto response = visitor.http.post("/keep", file(path, {.type = "text/csv"}));
    EXPECT_THAT(response, StatusIs(201));
    EXPECT_EQ(response.exchange().request_body, "<file " + path + ">");
    EXPECT_EQ(response.exchange().upload_file, path);
  });
  if (GetParam() == Use::kTest) {
    EXPECT_THAT(crowd_.failures.front().front().text,
                AllOf(HasSubstr("--data-binary '@" + path + "'"), HasSubstr("--compressed")));
  }
  EXPECT_EQ(body, "a,b");
}

TEST_P(BodiesTest, DecompressesResponse) {
  walk([](Visitor& visitor) {
    const auto response = visitor.http.get("/gzip");
    EXPECT_THAT(response, AllOf(StatusIs(200), JsonAt("/n", 1)));
    EXPECT_EQ(response.body(), R"({"n":1})");
    EXPECT_EQ(response.wire_size(), gzip(R"({"n":1})").size());
    EXPECT_THAT(response.exchange().request_head, HasSubstr("Accept-Encoding: gzip, deflate, br"));
    const auto raw_one = visitor.http.get("/gzip", {.decoding = Decoding::kOff});
    EXPECT_EQ(raw_one.body(), gzip(R"({"n":1})"));
    EXPECT_THAT(raw_one.json_error(), HasSubstr("still encoded as 'gzip'"));
    visitor.http.header("Accept-Encoding", "");
    EXPECT_THAT(visitor.http.get("/gzip").exchange().request_head, Not(HasSubstr("Encoding")));
  });
  EXPECT_THAT(messages(), IsEmpty());
}

TEST_P(BodiesTest, ReportsDecompressionError) {
  walk([](Visitor& visitor) {
    const auto unknown = visitor.http.get("/zstd");
    EXPECT_THAT(unknown, StatusIs(200));
    EXPECT_EQ(unknown.body(), "(\xb5/\xfd");
    EXPECT_THAT(unknown, BodyContains("n"));
    const auto liar = visitor.http.get("/liar");
    EXPECT_EQ(liar.failure(), Failure::kBadEncoding);
  });
  EXPECT_THAT(messages(), ElementsAre(HasSubstr("bytes of binary data, still encoded as 'zstd'")));
}

TEST_P(BodiesTest, RangeRequestReturnsUncompressedPart) {
  walk([](Visitor& visitor) {
    const auto part = visitor.http.get("/bytes", {.range = byte_range(2, 4)});
    EXPECT_THAT(part, AllOf(StatusIs(206), BodyIs("234")));
    EXPECT_THAT(part.content_range(), Optional(ContentRange{2, 4, 10}));
    const auto beyond = visitor.http.get("/bytes", {.range = bytes_from(100)});
    EXPECT_THAT(beyond, StatusIs(416));
    EXPECT_THAT(beyond.content_range(), Optional(ContentRange{{}, {}, 10}));
    EXPECT_EQ(visitor.http.get("/bytes").content_range(), std::nullopt);
  });
  EXPECT_THAT(messages(), IsEmpty());
}

TEST_P(BodiesTest, SavesStreamsOrDiscardsBody) {
  constexpr std::string_view kSha256 =
      "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";  // of 0123456789
  walk([&](Visitor& visitor) {
    const auto saved = visitor.http.get(
        "/bytes", {.into = save_to(folder_.path("copy"), {.digest = Digest::kSha256})});
    EXPECT_THAT(saved, StatusIs(200));
    EXPECT_EQ(saved.streamed_size(), 10U);
    EXPECT_EQ(saved.streamed_sha256(), kSha256);
    EXPECT_EQ(saved.body(), "");
    std::string got;
    const auto take = [&](std::string_view piece) {
      EXPECT_FALSE(piece.empty());
      got += piece;
    };
    visitor.http.get("/gzip", {.into = hand_to(take)});
    EXPECT_EQ(got, R"({"n":1})");
    EXPECT_EQ(visitor.http.get("/bytes", {.into = discard_body()}).streamed_size(), 10U);
    const auto absent = visitor.http.get("/absent", {.into = discard_body()});
    EXPECT_THAT(absent, AllOf(StatusIs(404), BodyContains("not_found")));
  });
  EXPECT_THAT(messages(), IsEmpty());
  EXPECT_EQ(folder_.read("copy"), kBytes);
}

TEST_P(BodiesTest, BodyCallbackMustNotMakeRequests) {
  walk([&](Visitor& visitor) {
    const auto response = visitor.http.get(
        "/bytes", {.into = hand_to([&](std::string_view) { visitor.http.get("/ok"); })});
    EXPECT_EQ(response.failure(), Failure::kLocal);
    EXPECT_THAT(response.exchange().failure_detail, HasSubstr("may not make requests"));
    EXPECT_THAT(visitor.http.get("/ok"), StatusIs(200));
    const auto waits = [](std::string_view) {
      (void)eventually(within(std::chrono::hours(1)), every(std::chrono::hours(1)), [] {});
    };
    EXPECT_EQ(visitor.http.get("/bytes", {.into = hand_to(waits)}).failure(), Failure::kLocal);
  });
  EXPECT_THAT(messages(), IsEmpty());
}

TEST_P(BodiesTest, SendsExpectContinue) {
  walk([](Visitor& visitor) {
    EXPECT_THAT(visitor.http.post("/keep", {{"a", 1}}, {.expect = Expect::kContinue}),
                StatusIs(200));
  });
  EXPECT_THAT(messages(), IsEmpty());
  EXPECT_EQ(body, R"({"a":1})");
  EXPECT_EQ(find_header(head, "Expect"), "100-continue");
}

TEST_P(BodiesTest, UnknownSizeIsSentInChunksOnce) {
  int asked = 0;
  crowd_.retries = 3;
  crowd_.server.route_raw("PUT", "/reset", [](const ServerRequest&, ServerConnection& connection) {
    connection.reset();
  });
  walk([&](Visitor& visitor) {
    const auto source = [&](std::span<char> buffer) -> std::size_t {
      buffer[0] = 'x';
      return ++asked % 3 == 0 ? 0 : 1;
    };
    EXPECT_THAT(visitor.http.post("/keep", streamed(source, "text/plain")), StatusIs(200));
    const auto refused = visitor.http.put("/reset", streamed(source));
    EXPECT_EQ(refused.failure(), Failure::kReset);
    EXPECT_EQ(refused.attempts(), 1);
  });
  EXPECT_THAT(messages(), IsEmpty());
  EXPECT_EQ(body, "xx");
  EXPECT_EQ(find_header(head, "Transfer-Encoding"), "chunked");
  EXPECT_EQ(asked, 6);
}

TEST_P(BodiesTest, RetryRereadsFile) {
  std::atomic<int> seen{0};
  crowd_.retries = 1;
  crowd_.server.route_raw("PUT", "/flaky",
                          [&](const ServerRequest& request, ServerConnection& connection) {
                            if (++seen == 1) connection.reset();
                            body = request.body;
                            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                          });
  const std::string path = folder_.write("file", kBytes);
  walk([&](Visitor& visitor) {
    const auto response = visitor.http.put("/flaky", file(path));
    EXPECT_THAT(response, StatusIs(200));
    EXPECT_EQ(response.attempts(), 2);
  });
  EXPECT_THAT(messages(), IsEmpty());
  EXPECT_EQ(body, kBytes);
}

TEST_P(BodiesTest, PostRejectsValueInsteadOfBody) {
  walk([](Visitor& visitor) {
    const boost::json::value id = 7;
    EXPECT_THAT(visitor.http.post("/orders/{}", id), StatusIs(404));
  });
  EXPECT_THAT(
      messages(),
      ElementsAre(HasSubstr(R"(write {"/orders/{}", value} to put a value into the path)")));
}

}  // namespace
}  // namespace traffic::detail
