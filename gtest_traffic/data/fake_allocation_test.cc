// SPDX-License-Identifier: Apache-2.0
// Counts the heap allocations of each function of Fake that the manual names.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "gtest_traffic/base/testing/allocation_count.h"
#include "gtest_traffic/fake.h"

namespace traffic {
namespace {

using namespace std::chrono;

// A function of Fake, and how many allocations one call takes at most.
struct FakeRow {
  const char* name;
  long allocations;
  void (*call)(Fake& fake);
};

const FakeRow kFakeRows[] = {
    {"first_name", 0, [](Fake& fake) { fake.first_name(); }},
    {"last_name", 0, [](Fake& fake) { fake.last_name(); }},
    {"name", 1, [](Fake& fake) { fake.name(); }},
    {"email", 1, [](Fake& fake) { fake.email(); }},
    {"phone", 0, [](Fake& fake) { fake.phone(); }},
    {"company", 1, [](Fake& fake) { fake.company(); }},
    {"street", 1, [](Fake& fake) { fake.street(); }},
    {"city", 0, [](Fake& fake) { fake.city(); }},
    {"country", 0, [](Fake& fake) { fake.country(); }},
    {"postcode", 0, [](Fake& fake) { fake.postcode(); }},
    {"word", 0, [](Fake& fake) { fake.word(); }},
    {"sentence", 1, [](Fake& fake) { fake.sentence(); }},
    {"uuid", 1, [](Fake& fake) { fake.uuid(); }},
    {"date", 0, [](Fake& fake) { fake.date(year(2026) / 1 / 1, year(2026) / 12 / 31); }},
    {"amount", 0, [](Fake& fake) { fake.amount(5, 500); }},
    {"number", 0, [](Fake& fake) { fake.number(1, 6); }},
    {"chance", 0, [](Fake& fake) { fake.chance(0.5); }},
    {"pick", 0,
     [](Fake& fake) {
       fake.pick({1, 2, 3});
     }},
    {"random", 0, [](Fake& fake) { fake.random().between(1, 6); }},
};

TEST(FakeAllocationTest, EachFunctionTakesItsAllocations) {
  for (const FakeRow& row : kFakeRows) {
    Fake fake(7);
    long most = 0;
    for (int i = 0; i < 1000; ++i) {
      const long before = detail::allocation_count();
      row.call(fake);
      most = std::max(most, detail::allocation_count() - before);
    }
    EXPECT_EQ(most, row.allocations) << "fake." << row.name;
  }
}

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

void add_names(const std::string& text, const char* pattern, std::set<std::string>& names) {
  const std::regex name(pattern);
  for (std::sregex_iterator one(text.begin(), text.end(), name), end; one != end; ++one) {
    names.insert((*one)[1]);
  }
}

TEST(FakeAllocationTest, HasEachFunctionOfTheManual) {
  const auto docs = std::filesystem::path(__FILE__).parent_path() / "../docs";
  std::set<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(docs)) {
    if (file.path().extension() == ".md") {
      add_names(read_text(file.path()), R"(\bfake\.(?!h\b)([a-z_]+))", names);
    }
  }
  const std::string profiles = read_text(docs / "profiles.md");
  const auto row = profiles.find("| `fake.name` |");
  ASSERT_NE(row, std::string::npos);
  add_names(profiles.substr(row, profiles.find('\n', row) - row), "`([a-z_]+)`", names);
  EXPECT_GT(names.size(), 13U);
  for (const std::string& name : names) {
    EXPECT_TRUE(std::any_of(std::begin(kFakeRows), std::end(kFakeRows),
                            [&](const FakeRow& known) { return known.name == name; }))
        << "fake." << name << ": add a row for it to this test";
  }
}

}  // namespace
}  // namespace traffic
