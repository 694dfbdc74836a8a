// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/clean_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "gtest_traffic/base/watch_clock.h"
#include "gtest_traffic/config/rerun_command.h"
#include "gtest_traffic/config/stop.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/journey/solo_user.h"

namespace traffic::detail {
namespace {

using Done = std::function<void(const LedgerEntry&)>;
using Entries = std::vector<LedgerEntry>;

using namespace std::chrono_literals;

constexpr unsigned kRetries = 2;
constexpr Duration kPollInterval = 20ms;
constexpr Duration kStuck = 5s;  // limit for the user's own code
constexpr Duration kStopTimeout = 1500ms;

const Journey* find_user(const std::string& user) {
  const auto found = std::find_if(journeys().begin(), journeys().end(),
                                  [&](const Journey* journey) { return journey->user == user; });
  return found == journeys().end() ? nullptr : *found;
}

void delete_as(Session& session, const Journey& journey, Entries& entries) {
  if (session.set_up(journey)) {
    for (LedgerEntry& entry : entries) entry.problem = session.remove(entry.url);
  } else {
    const std::vector<JourneyFailure> failures = session.take_failures();
    const std::string why = failures.empty() ? "it was skipped" : failures[0].message;
    for (LedgerEntry& entry : entries) {
      entry.problem = fmt::format("the SetUp of {} did not complete: {}", entry.user, why);
    }
  }
  session.tear_down();
}

// Waits for a user that deletes; returns false if the user did not end and was abandoned.
bool wait_for(SoloUser& user) {
  const int level = stop_level();
  WatchClock clock;
  std::uint64_t turn = 0;
  Duration blocked_for{0};
  std::optional<Duration> stopping;
  while (!user.wait(kPollInterval)) {
    const Duration passed = clock.tick();
    const Progress& progress = user.progress();
    const bool is_blocked = progress.user() != nullptr && progress.turns() == turn;
    turn = progress.turns();
    blocked_for = is_blocked ? blocked_for + passed : Duration(0);
    if (stopping) *stopping += passed;
    if (!stopping && (stop_level() > level || blocked_for > kStuck)) {
      user.stop();
      stopping = Duration(0);
    }
    if (stopping && *stopping > kStopTimeout) {
      user.leave();
      return false;
    }
  }
  return true;
}

// Deletes the entries of one user class and target. Afterwards, entries whose resource was deleted
// have no problem. Returns the requests of the user.
Report::Unmeasured::Requests delete_group(Entries& entries, const Done& done) {
  const Journey* const journey = find_user(entries[0].user);
  const Expected<BaseUrl> target = parse_base_url(entries[0].target);
  for (LedgerEntry& entry : entries) {
    entry.problem = journey == nullptr ? fmt::format("this program has no user {}", entry.user)
                    : !target          ? target.error().message
                                       : "the clean-up was interrupted";
  }
  if (journey == nullptr || !target) return {};
  const auto shared = std::make_shared<Entries>(entries);  // the user may outlive this function
  const auto user = std::make_shared<SoloUser>(
      *journey, *target, settings().seed.value_or(1),
      [shared, journey](Session& self) { delete_as(self, *journey, *shared); });
  user->context().client.retries = settings().retries.value_or(kRetries);
  user->start();
  if (!wait_for(*user)) {
    for (LedgerEntry& entry : entries) entry.problem = "the user that deletes it did not end";
    return {};
  }
  entries = std::move(*shared);
  for (const LedgerEntry& entry : entries) {
    if (entry.problem.empty()) done(entry);
  }
  return user->context().recorder.set_up_and_clean_up();
}

}  // namespace

CleanUp delete_entries(Entries entries, const Done& done) {
  std::reverse(entries.begin(), entries.end());
  CleanUp result;
  while (!entries.empty()) {
    // Finds the end of the consecutive entries of the same kind.
    const auto other = std::find_if(entries.begin(), entries.end(), [&](const LedgerEntry& entry) {
      return entry.user != entries[0].user || entry.target != entries[0].target;
    });
    Entries group(std::make_move_iterator(entries.begin()), std::make_move_iterator(other));
    entries.erase(entries.begin(), other);
    result.requests.merge(delete_group(group, done));
    for (LedgerEntry& entry : group) {
      if (entry.problem.empty()) {
        ++result.deleted;
      } else {
        result.remaining.push_back(std::move(entry));
      }
    }
  }
  return result;
}

CleanUp clean_up_remaining() {
  return delete_entries(ledger().take(),
                        [](const LedgerEntry& entry) { ledger().done(entry.number); });
}

CleanUp clean_up_journals(const std::string& folder, const std::string& target,
                          const std::function<void(const CleanUp&)>& tell) {
  CleanUp result;
  std::vector<LedgerJournal> journals = LedgerJournal::open_abandoned(folder);
  std::vector<std::function<void()>> removals;
  for (LedgerJournal& journal : journals) {
    Entries entries;
    for (LedgerEntry& entry : journal.open_entries()) {
      if (!target.empty() && entry.target != target) continue;
      if (entry.step.empty()) {
        entries.push_back(std::move(entry));
        continue;
      }
      removals.emplace_back([&, number = entry.number] { journal.append_done(number); });
      result.unknown.push_back(std::move(entry));
    }
    CleanUp part = delete_entries(
        std::move(entries), [&](const LedgerEntry& entry) { journal.append_done(entry.number); });
    result.deleted += part.deleted;
    for (LedgerEntry& entry : part.remaining) result.remaining.push_back(std::move(entry));
  }
  tell(result);
  for (const auto& remove : removals) remove();
  for (LedgerJournal& journal : journals) {
    if (journal.open_entries().empty()) journal.remove();
  }
  return result;
}

std::string text_of_remaining(const Entries& remaining) {
  if (remaining.empty()) return {};
  std::string text =
      fmt::format("{} resource{} that journeys created {} left behind:\n", remaining.size(),
                  remaining.size() == 1 ? "" : "s", remaining.size() == 1 ? "is" : "are");
  for (const LedgerEntry& entry : remaining) {
    text += fmt::format("  DELETE {} ({}): {}\n", redactor().redact(entry.url), entry.journey,
                        redactor().redact(entry.problem));
  }
  const bool journaled = std::all_of(remaining.begin(), remaining.end(),
                                     [](const LedgerEntry& entry) { return entry.journaled; });
  if (journaled) {
    text += fmt::format("try again:\n{}\n", clean_up_command());
  } else {
    text += "some of them are in no journal: delete them by hand\n";
  }
  return text;
}

std::string text_of_unknown(const Entries& unknown, std::string_view whose) {
  if (unknown.empty()) return {};
  std::map<std::string_view, std::size_t> steps;
  for (const LedgerEntry& request : unknown) ++steps[request.step];
  std::string list;
  for (const auto& [step, count] : steps) {
    list += fmt::format("{}{} × {}", list.empty() ? "" : ", ", count, step);
  }
  return fmt::format(
      "the outcome of {} request{}{} is unknown ({}): look for resources that {} "
      "created\n",
      unknown.size(), unknown.size() == 1 ? "" : "s", whose, list,
      unknown.size() == 1 ? "it" : "they");
}

}  // namespace traffic::detail
