// SPDX-License-Identifier: Apache-2.0
// Runs one journey with many features of tests under load. The same code must cause no errors and
// no memory growth.
#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <set>

#include "gtest_traffic/base/testing/temporary_folder.h"
#include "gtest_traffic/client/testing/tls_caller.h"
#include "gtest_traffic/codec/testing/encode.h"
#include "gtest_traffic/config/target.h"
#include "gtest_traffic/eventually.h"
#include "gtest_traffic/fiber/sanitizer.h"
#include "gtest_traffic/load/testing/actor.h"
#include "gtest_traffic/matchers.h"
#include "gtest_traffic/rows.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Returns the schema of an object with a list of things.
const Expected<Schema>& list_schema() {
  static const auto schema = Schema::parse(R"({
    "type": "object", "required": ["things"],
    "properties": {"things": {"type": "array", "items": {"$ref": "#/$defs/thing"}}},
    "$defs": {"thing": {
      "type": "object", "required": ["id", "name", "tags"],
      "properties": {"id": {"type": "integer", "minimum": 1}, "name": {"type": "string"},
                     "tags": {"type": "array", "items": {"enum": ["new", "gift"]}}}}}})");
  return schema;
}

// A server of things. It requires a session cookie, compresses responses, and reports a thing as
// ready only at every second request.
class ThingServer {
 public:
  ThingServer() {
    server_.route("POST", "/login", [](const ServerRequest& request) {
      if (!request.body.starts_with("name=")) return ServerResponse{.status = 400};
      return ServerResponse{
          .status = 303,
          .headers = {{"Location", "/home"}, {"Set-Cookie", "session=open; Path=/; Secure"}}};
    });
    for (const auto& [path, coding, encode] :
         {std::tuple{"/home", "gzip", &gzip}, std::tuple{"/list", "br", &brotli}}) {
      const std::string body = encode(kThings);
      server_.route("GET", path, [body, coding = coding](const ServerRequest& request) {
        if (request.header("Cookie").find("session=open") == std::string_view::npos) {
          return ServerResponse{.status = 401};
        }
        return ServerResponse{.body = body, .headers = {{"Content-Encoding", coding}}};
      });
    }
    server_.route("POST", "/things", [this](const ServerRequest& request) {
      if (request.body.find("filename=\"photo.txt\"") == std::string_view::npos) {
        return ServerResponse{.status = 400};
      }
      const std::lock_guard lock(mutex_);
      things_.insert(++last_);
      return ServerResponse{.status = 201,
                            .body = "{\"id\":" + std::to_string(last_) + "}",
                            .headers = {{"Location", "/things/" + std::to_string(last_)}}};
    });
    server_.route("GET", "/things/{}/state", [this](const ServerRequest&) {
      return ServerResponse{.body = ++asked_ % 2 == 0 ? R"({"state":"ready"})" : R"({"state":""})"};
    });
    server_.route("DELETE", "/things/{}", [this](const ServerRequest& request) {
      const std::lock_guard lock(mutex_);
      things_.erase(std::stoull(request.parameters[0]));
      return ServerResponse{.status = 204};
    });
    server_.start({.tls = {.certificate_file = pair_.certificate, .key_file = pair_.key}});
    settings().base_url = server_.url();
    settings().tls.ca_file = authority_.file();
    folder_.write("photo.txt", std::string(20'000, 'p'));
  }
  ~ThingServer() {
    settings().base_url.clear();
    settings().tls = {};
  }

  std::string photo() const { return folder_.path("photo.txt"); }
  std::size_t left() {
    const std::lock_guard lock(mutex_);
    return things_.size();
  }
  std::uint64_t made() {
    const std::lock_guard lock(mutex_);
    return last_;
  }

 private:
  static constexpr std::string_view kThings =
      R"({"things":[{"id":1,"name":"chair","tags":["new"]},{"id":2,"name":"lamp","tags":[]}]})";

  TestAuthority authority_;
  KeyPair pair_ = authority_.issue();
  TemporaryFolder folder_;
  std::mutex mutex_;
  std::set<std::uint64_t> things_;
  std::uint64_t last_ = 0;
  std::atomic<unsigned> asked_{0};
  Server server_;
};

std::size_t resident_kilobytes() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  return pages * 4;
}

void use_everything(Actor& user, const Rows& people, const std::string& photo) {
  const Row person = people.take();
  const auto home = user.http.post("/login", form({{"name", person["name"]}, {"n", 1}}));
  ASSERT_THAT(home, AllOf(StatusIs(200), JsonAt("/things/0/name", "chair")));
  EXPECT_EQ(home.redirects(), 1);
  const auto list = user.http.get("/list", {.query = {{"page", 1}}});
  ASSERT_THAT(list, AllOf(StatusIs(200), MatchesSchema(list_schema()),
                          JsonPathIs("$.things[?@.name=='lamp'].id", 2)));
  const auto made =
      user.http.post("/things", multipart({{"title", person["name"]}, {"photo", file(photo)}}));
  ASSERT_THAT(made, StatusIs(201));
  user.created(made);
  EVENTUALLY(within(2s), every(1ms)) {
    EXPECT_THAT(user.http.get("/things/{}/state", made["/id"]), JsonAt("/state", "ready"));
  };
}

TEST(LoadEverythingTest, HasNoErrorsAndConstantMemory) {
  ThingServer target;
  const Rows people = rows({{{"name", "Ann"}}, {{"name", "Bob"}}, {{"name", "Cy"}}});
  std::atomic<std::size_t> early = 0, late = 0;
  const Time begin = Clock::now();
  const Scripted actor([&](Actor& user) {
    use_everything(user, people, target.photo());
    const Duration passed = Clock::now() - begin;
    if (passed > 1s && early == 0) early = resident_kilobytes();
    if (passed > 2500ms && late == 0) late = resident_kilobytes();
  });
  const Report report =
      run_quietly(Load().mix({{"Actor.Acts"}}).shape(constant(users(6), 3s)).workers(2));
  EXPECT_EQ(report.total.errors, 0U) << testing::PrintToString(report);
  EXPECT_TRUE(report.failures.empty()) << testing::PrintToString(report);
  EXPECT_GT(report.total.requests, 50U);
  EXPECT_GT(target.made(), 5U);
  EXPECT_EQ(target.left(), 0U);
  EXPECT_LE(report.generator.connections_opened, 6U);
  ASSERT_EQ(report.generator.addresses.size(), 1U);
  EXPECT_EQ(report.generator.addresses.begin()->second, report.generator.connections_opened);
  if (has_asan() || has_tsan()) return;  // sanitizers use memory too
  ASSERT_GT(late, 0U);
  EXPECT_LE(late, early + 2048) << "kilobytes";
}

}  // namespace
}  // namespace traffic::detail
