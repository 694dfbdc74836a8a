// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/cleanup/ledger.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "gtest_traffic/http/redaction.h"

namespace traffic::detail {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

class LedgerTest : public testing::Test {
 protected:
  LedgerTest() { fs::remove_all(folder_); }
  ~LedgerTest() override { fs::remove_all(folder_); }

  static LedgerEntry entry(const std::string& url) {
    LedgerEntry entry;
    entry.user = "Shopper";
    entry.journey = "Shopper.Buys";
    entry.target = "http://127.0.0.1:1";
    entry.url = url;
    return entry;
  }
  // Returns the URLs in the journals of dead processes.
  std::vector<std::string> left() const {
    std::vector<std::string> urls;
    for (const LedgerJournal& journal : LedgerJournal::open_abandoned(folder_)) {
      for (const LedgerEntry& one : journal.open_entries()) urls.push_back(one.url);
    }
    return urls;
  }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  std::string folder_ =
      (fs::temp_directory_path() / ("ledger_test_" + std::to_string(getpid()))).string();
};

TEST_F(LedgerTest, ReturnsUnfinishedEntries) {
  Ledger ledger;
  ledger.add(entry("/1"));
  const std::uint64_t second = ledger.add(entry("/2"));
  const std::uint64_t third = ledger.add(entry("/3"));
  ledger.done(second);
  ledger.failed(third, "status 500");
  EXPECT_THAT(ledger.take(), ElementsAre(Field(&LedgerEntry::url, "/1"),
                                         AllOf(Field(&LedgerEntry::url, "/3"),
                                               Field(&LedgerEntry::problem, "status 500"))));
  EXPECT_THAT(ledger.take(), IsEmpty());
}

TEST_F(LedgerTest, LeavesJournalForNextRun) {
  {
    Ledger ledger;
    ledger.keep_journal_in(folder_);
    const std::uint64_t first = ledger.add(entry("/1"));
    ledger.add(entry("/2"));
    ledger.done(first);
    EXPECT_THAT(left(), IsEmpty()) << "its process is alive";
  }
  EXPECT_THAT(left(), ElementsAre("/2"));
  auto journals = LedgerJournal::open_abandoned(folder_);
  ASSERT_EQ(journals.size(), 1U);
  EXPECT_THAT(LedgerJournal::open_abandoned(folder_), IsEmpty())
      << "a second reader does not get the lock";
  EXPECT_THAT(
      journals[0].open_entries()[0],
      AllOf(Field(&LedgerEntry::user, "Shopper"), Field(&LedgerEntry::journey, "Shopper.Buys"),
            Field(&LedgerEntry::target, "http://127.0.0.1:1")));
  journals[0].append_done(journals[0].open_entries()[0].number);
  EXPECT_THAT(journals[0].open_entries(), IsEmpty());
  journals[0].remove();
  EXPECT_EQ(files(), 0U);
}

TEST_F(LedgerTest, RequestWithoutOutcomeStaysInJournal) {
  {
    Ledger ledger;
    ledger.keep_journal_in(folder_);
    EXPECT_TRUE(ledger.keeps_journal());
    LedgerEntry request = entry("");
    request.step = "POST /things";
    const std::uint64_t refused = ledger.add(request);
    LedgerEntry made = entry("/things/7");
    made.number = ledger.add(request);
    ledger.add(request);
    ledger.done(refused);
    EXPECT_EQ(ledger.add(made), made.number) << "the resource replaces its request";
    EXPECT_THAT(ledger.take(), ElementsAre(Field(&LedgerEntry::url, "/things/7")));
    EXPECT_THAT(ledger.take_requests(), ElementsAre(Field(&LedgerEntry::step, "POST /things")));
    EXPECT_THAT(ledger.take_requests(), IsEmpty());
  }
  const auto journals = LedgerJournal::open_abandoned(folder_);
  ASSERT_EQ(journals.size(), 1U);
  EXPECT_THAT(
      journals[0].open_entries(),
      ElementsAre(AllOf(Field(&LedgerEntry::url, "/things/7"), Field(&LedgerEntry::step, "")),
                  AllOf(Field(&LedgerEntry::url, ""), Field(&LedgerEntry::step, "POST /things"),
                        Field(&LedgerEntry::user, "Shopper"),
                        Field(&LedgerEntry::target, "http://127.0.0.1:1"))));
}

TEST_F(LedgerTest, WritesKnownUrlOnce) {
  Ledger ledger;
  EXPECT_FALSE(ledger.keeps_journal());
  ledger.keep_journal_in(folder_);
  LedgerEntry put = entry("/things/7");
  put.number = ledger.add(put);
  const auto size = fs::file_size(fs::directory_iterator(folder_)->path());
  ledger.add(put);
  EXPECT_EQ(fs::file_size(fs::directory_iterator(folder_)->path()), size);
  ledger.done(put.number);
}

TEST_F(LedgerTest, RequestOfSecretUrlStaysUntilDeletion) {
  redactor().add_secret("LEDGER_SECRET", "correct-horse");
  Ledger ledger;
  ledger.keep_journal_in(folder_);
  LedgerEntry request = entry("");
  request.step = "POST /things";
  LedgerEntry made = entry("/things/correct-horse");
  made.number = ledger.add(request);
  const auto size = fs::file_size(fs::directory_iterator(folder_)->path());
  ledger.add(made);
  EXPECT_EQ(fs::file_size(fs::directory_iterator(folder_)->path()), size);
  ledger.done(made.number);
}

TEST_F(LedgerTest, RemovesJournalWithoutOpenEntries) {
  {
    Ledger ledger;
    ledger.keep_journal_in(folder_);
    EXPECT_FALSE(fs::exists(folder_)) << "the journal starts with the first resource";
    ledger.done(ledger.add(entry("/1")));
    EXPECT_EQ(files(), 1U);
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(LedgerTest, SkipsTruncatedLine) {
  {
    Ledger ledger;
    ledger.keep_journal_in(folder_);
    ledger.add(entry("/1"));
  }
  const auto file = fs::directory_iterator(folder_)->path();
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  std::ofstream(file, std::ios::app) << "[]\n\n{\"made\":2,\"user\":\"Shop";
  EXPECT_THAT(left(), ElementsAre("/1"));
}

TEST_F(LedgerTest, OmitsSecretsFromJournal) {
  redactor().add_secret("LEDGER_SECRET", "correct-horse");
  {
    Ledger ledger;
    ledger.keep_journal_in(folder_);
    ledger.add(entry("/things/correct-horse"));
    ledger.add(entry("/things?token=abc"));
    EXPECT_EQ(ledger.take().size(), 2U);
  }
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(LedgerTest, ContinuesWithoutJournal) {
  Ledger ledger;
  ledger.keep_journal_in("/proc/nowhere");
  testing::internal::CaptureStderr();
  ledger.add(entry("/1"));
  ledger.add(entry("/2"));
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              testing::MatchesRegex(
                  "warning: cannot keep a journal of created resources: /proc/nowhere.*\n"));
  EXPECT_EQ(ledger.take().size(), 2U);
}

}  // namespace
}  // namespace traffic::detail
