// SPDX-License-Identifier: Apache-2.0
// Counts the heap allocations of each matcher of the manual.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <boost/json/value.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

#include "gtest_traffic/base/testing/allocation_count.h"
#include "gtest_traffic/http/testing/redactor_scope.h"
#include "gtest_traffic/match/sample_response.h"
#include "gtest_traffic/matchers.h"

namespace as_a_user {

using namespace std::chrono_literals;
using namespace testing;
using namespace traffic;

constexpr std::string_view kTableBody =
    R"({"status":"PENDING","id":"123e4567-e89b-12d3-a456-426614174000","at":"2026-03-14T15:09:26Z",)"
    R"("day":"2026-03-14","url":"http://shop.example/orders","n":4,"items":[1,2,3.5]})";
constexpr std::string_view kTableHead =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
    "Set-Cookie: session=0123456789abcdef; Secure; HttpOnly\r\n\r\n";
constexpr const char* kDigest = "07dbd3ae0ae624fa8c837314f6fc912410016b2a81784a739eccc7596086511f";

// One check, and how many allocations it takes at most. `text` is its expression, as the manual
// shows it.
struct AllocationRow {
  const char* text;
  long allocations;
  void (*check)(const Response&);
};

#define CHECK_ROW(allocations, ...)                                          \
  AllocationRow {                                                            \
#__VA_ARGS__, allocations,                                               \
        [](const Response& response) { EXPECT_THAT(response, __VA_ARGS__); } \
  }

const WallTime kWhen = std::chrono::sys_days(std::chrono::year(2026) / 3 / 14) + 15h + 9min;
const Expected<Schema> kTableSchema = Schema::parse(R"({"required": ["status", "n"]})");

const AllocationRow kAllocationRows[] = {
    CHECK_ROW(0, StatusIs(200)),
    CHECK_ROW(0, IsSuccess()),
    CHECK_ROW(0, HeaderIs("Content-Type", "application/json; charset=utf-8")),
    CHECK_ROW(0, HeaderIs("Content-Type", StartsWith("application/"))),
    CHECK_ROW(1, HeaderIs("Content-Type", HasSubstr("json"))),
    CHECK_ROW(0, HeaderIs("Content-Type", MatchesPattern("application/json.*"))),
    CHECK_ROW(5, HeaderIs("Content-Type", StartsWith("application/json"))),
    CHECK_ROW(0, HasHeader("Content-Type")),
    CHECK_ROW(0, HasHeader("Content-Type", "application/json; charset=utf-8")),
    CHECK_ROW(0, HasHeader("Content-Type", EndsWith("utf-8"))),
    CHECK_ROW(0, HasCookie("session", "Secure", "HttpOnly")),
    CHECK_ROW(0, CookieIs("session", "0123456789abcdef")),
    CHECK_ROW(4, CookieIs("session", Not(IsEmpty()))),
    CHECK_ROW(0, BodyIs(kTableBody)),
    CHECK_ROW(1, BodyIs(HasSubstr("PENDING"))),
    CHECK_ROW(0, BodyContains("PENDING")),
    CHECK_ROW(0, BodySha256Is(kDigest)),
    CHECK_ROW(0, JsonAt("/status", "PENDING")),
    CHECK_ROW(0, JsonAt("/items", {1, 2, 3.5})),
    CHECK_ROW(0, JsonAt("/n", Gt(3))),
    CHECK_ROW(0, JsonAt("/status", StartsWith("PEND"))),
    CHECK_ROW(2, JsonAt("/items", Each(Gt(0)))),
    CHECK_ROW(0, JsonNear("/n", 4, 0.5)),
    CHECK_ROW(0, JsonEq({{"n", 4}}, ignoring("/status", "/id", "/at", "/day", "/url", "/items"))),
    CHECK_ROW(0, JsonContains({{"status", "PENDING"}, {"n", 4}})),
    CHECK_ROW(2, JsonPath("$.items[*]", SizeIs(3))),
    CHECK_ROW(0, JsonPathIs("$.status", "PENDING")),
    CHECK_ROW(0, HasNoJsonPath("$..error")),
    CHECK_ROW(0, MatchesSchema(kTableSchema)),
    CHECK_ROW(60, MatchesGolden("order.json")),
    CHECK_ROW(0, JsonAt("/id", IsUuid())),
    CHECK_ROW(0, JsonAt("/url", IsUrl())),
    CHECK_ROW(0, JsonAt("/day", IsDate())),
    CHECK_ROW(0, JsonAt("/at", IsTimestamp())),
    CHECK_ROW(0, JsonAt("/at", IsWithin(1min, kWhen))),
    CHECK_ROW(0, JsonAt("/day", MatchesPattern(R"(\d{4}-\d\d-\d\d)"))),
    CHECK_ROW(0, JsonAt("/status", ContainsPattern("^P"))),
    CHECK_ROW(0, RespondsWithin(1s)),
    CHECK_ROW(0, CertificateValidFor(std::chrono::days(1))),
    CHECK_ROW(0, AllOf(StatusIs(200), JsonAt("/n", 4))),
    CHECK_ROW(0, AnyOf(StatusIs(404), StatusIs(200))),
    CHECK_ROW(0, Not(StatusIs(404))),
    CHECK_ROW(4, StatusIs(AnyOf(200, 204))),
};

std::string manual_of_matchers() {
  std::ifstream in(std::filesystem::path(__FILE__).parent_path() / "../docs/matchers.md");
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(AllocationTableTest, EachMatcherTakesFewAllocations) {
  // The search for secrets of other tests would allocate.
  const traffic::detail::RedactorScope no_secrets;
  traffic::detail::SampleResponse sample(200, kTableBody, kTableHead);
  TlsInfo tls;
  tls.certificate_expires =
      std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) +
      std::chrono::days(10);
  sample.exchange.tls = &tls;
  const Response response = sample.response();
  for (const AllocationRow& row : kAllocationRows) {
    for (int i = 0; i < 2; ++i) row.check(response);  // may allocate memory that stays in use
    const long before = traffic::detail::allocation_count();
    row.check(response);
    EXPECT_LE(traffic::detail::allocation_count() - before, row.allocations) << row.text;
  }
}

TEST(AllocationTableTest, HasEachMatcherOfTheManual) {
  std::string rows;
  for (const AllocationRow& row : kAllocationRows) rows += std::string(row.text) + '\n';
  const std::string manual = manual_of_matchers();
  const auto begin = manual.find("## All matchers");
  std::string table = manual.substr(begin, manual.find("\n## ", begin) - begin);
  int found = 0;
  const std::regex first_cell(R"(\n\| (`[^|]*) \|)");
  const std::regex name(R"(`(\w+)`)");
  for (std::sregex_iterator cell(table.begin(), table.end(), first_cell), end; cell != end;
       ++cell) {
    const std::string names = (*cell)[1];
    for (std::sregex_iterator one(names.begin(), names.end(), name); one != end; ++one, ++found) {
      EXPECT_THAT(rows, HasSubstr((*one)[1].str() + '(')) << "add a row for it to this test";
    }
  }
  EXPECT_GT(found, 25);
}

TEST(AllocationTableTest, ManualStatesAllocations) {
  const std::string manual = manual_of_matchers();
  for (const AllocationRow& row : kAllocationRows) {
    if (row.allocations == 0) continue;
    const std::string line = fmt::format("| `{}` | {}", row.text, row.allocations);
    EXPECT_NE(manual.find(line), std::string::npos) << "expected in the manual: " << line;
  }
}

}  // namespace as_a_user
