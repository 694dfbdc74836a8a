// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/clean_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/journey/rerun_command.h"
#include "gtest_traffic/journey/session.h"
#include "gtest_traffic/journey/stop.h"
#include "gtest_traffic/match/condense.h"

namespace traffic {
namespace {

using Done = std::function<void(const LedgerEntry&)>;
using Entries = std::vector<LedgerEntry>;

constexpr unsigned kRetries = 2;

const Journey* find_user(const std::string& user) {
  const auto found = std::find_if(journeys().begin(), journeys().end(),
                                  [&](const Journey* journey) { return journey->user == user; });
  return found == journeys().end() ? nullptr : *found;
}

void delete_as(Session& session, const Journey& journey, Entries& entries, const Done& done) {
  if (session.set_up(journey)) {
    for (LedgerEntry& entry : entries) {
      entry.problem = session.remove(entry.url);
      if (entry.problem.empty()) done(entry);
    }
  } else {
    const std::vector<JourneyFailure> failures = session.take_failures();
    const std::string why = failures.empty() ? "it was skipped" : condense(failures[0].message);
    for (LedgerEntry& entry : entries) {
      entry.problem = fmt::format("the SetUp of {} failed: {}", entry.user, why);
    }
  }
  session.tear_down();
}

// Deletes what belongs to one user class and target; what has no problem afterwards is gone.
void delete_group(Entries& entries, const Done& done) {
  const Journey* const journey = find_user(entries[0].user);
  const Expected<BaseUrl> target = parse_base_url(entries[0].target);
  for (LedgerEntry& entry : entries) {
    entry.problem = journey == nullptr ? fmt::format("this program has no user {}", entry.user)
                    : !target          ? target.error().message
                                       : "it was interrupted";
  }
  if (journey == nullptr || !target) return;
  Reactor reactor;
  Recorder recorder({journey->full_name});
  RunContext context(reactor, recorder, RunContext::Use::kTest);
  context.set_target(*target);
  context.client.connect_timeout = settings().connect_timeout;
  context.client.read_timeout = settings().read_timeout;
  context.retries = settings().retries.value_or(kRetries);
  context.mix = {journey};
  Session session(context, 0, settings().seed.value_or(1), [&](Session& self) {
    delete_as(self, *journey, entries, done);
    reactor.stop();
  });
  if (!session.fiber().has_stack()) return;
  const int level = stop_level();
  reactor.start(session.fiber());
  reactor.keep_ticking(Reactor::Precision::kFine);
  reactor.run([&](Time) {
    if (stop_level() > level) reactor.stop();
  });
}

}  // namespace

CleanUp delete_entries(Entries entries, const Done& done) {
  std::reverse(entries.begin(), entries.end());
  CleanUp result;
  while (!entries.empty()) {
    // The next of one kind, for as long as they come in a row.
    const auto other = std::find_if(entries.begin(), entries.end(), [&](const LedgerEntry& entry) {
      return entry.user != entries[0].user || entry.target != entries[0].target;
    });
    Entries group(std::make_move_iterator(entries.begin()), std::make_move_iterator(other));
    entries.erase(entries.begin(), other);
    delete_group(group, done);
    for (LedgerEntry& entry : group) {
      if (entry.problem.empty()) {
        ++result.deleted;
      } else {
        result.left.push_back(std::move(entry));
      }
    }
  }
  return result;
}

CleanUp clean_up_left() {
  return delete_entries(ledger().take(),
                        [](const LedgerEntry& entry) { ledger().done(entry.number); });
}

CleanUp clean_up_journals(const std::string& folder, const std::string& target) {
  CleanUp result;
  if (folder.empty()) return result;
  for (LedgerJournal& journal : LedgerJournal::left_in(folder)) {
    Entries entries = journal.open_entries();
    const std::size_t all = entries.size();
    if (!target.empty()) {
      std::erase_if(entries, [&](const LedgerEntry& entry) { return entry.target != target; });
    }
    const std::size_t others = all - entries.size();
    CleanUp part = delete_entries(
        std::move(entries), [&](const LedgerEntry& entry) { journal.append_done(entry.number); });
    result.deleted += part.deleted;
    if (part.left.empty() && others == 0) journal.remove();
    for (LedgerEntry& entry : part.left) result.left.push_back(std::move(entry));
  }
  return result;
}

std::string text_of_left(const Entries& left) {
  if (left.empty()) return {};
  std::string text = fmt::format("{} thing{} that journeys made {} left behind:\n", left.size(),
                                 left.size() == 1 ? "" : "s", left.size() == 1 ? "is" : "are");
  for (const LedgerEntry& entry : left) {
    text += fmt::format("  DELETE {} ({}): {}\n", redactor().redact(entry.url), entry.journey,
                        redactor().redact(entry.problem));
  }
  const bool journalled = std::all_of(left.begin(), left.end(),
                                      [](const LedgerEntry& entry) { return entry.journalled; });
  if (journalled) {
    text += fmt::format("try again:\n{}\n", clean_up_command());
  } else {
    text += "no journal knows all of them: delete them by hand\n";
  }
  return text;
}

}  // namespace traffic
