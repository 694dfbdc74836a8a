// SPDX-License-Identifier: Apache-2.0
// Deletes the resources that the user of a session created.
#include <fmt/format.h>

#include <exception>
#include <string>
#include <utility>

#include "gtest_traffic/cleanup/creating_step.h"
#include "gtest_traffic/cleanup/ledger.h"
#include "gtest_traffic/config/rerun_command.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/journey/sample_of.h"
#include "gtest_traffic/journey/session.h"

namespace traffic::detail {
namespace {

bool made_something(const Exchange& exchange) {
  return exchange.status >= 200 && exchange.status < 300;
}

// Returns why the resource may still exist, or an empty text.
std::string problem_of(const Exchange& exchange) {
  if (exchange.failure != Failure::kNone) {
    return fmt::format("no response ({}): {}", to_string(exchange.failure),
                       exchange.failure_detail);
  }
  const bool gone = made_something(exchange) || exchange.status == 404 || exchange.status == 410;
  return gone ? "" : fmt::format("status {}", status_text(exchange));
}

// Returns whether a server may have executed the request, although it has no response.
bool may_be_executed(const Exchange& last) {
  bool was_replaced = false;
  for (const Exchange* each = &last; each != nullptr; each = each->previous) {
    const bool is_open = each->status == 0 || made_something(*each);
    if (!was_replaced && is_open && each->bytes_sent > 0) return true;
    was_replaced = replaces_previous(each->cause);
  }
  return false;
}

}  // namespace

// Sends a request that may create a resource. The journal has the request before it is sent,
// because the process may die before the response.
void Session::send_creation(Call& call, StepId step, Time due, const CreatingStep& creating) {
  Noted noted;
  if (!creating.rules.empty()) {
    std::string path = creating.path_without_response(text_of(call.request->path));
    if (!path.empty()) noted.url = url_of(std::move(path));
  }
  if (ledger().keeps_journal()) {
    LedgerEntry entry = new_entry();
    entry.url = noted.url;
    if (noted.url.empty()) entry.step = context_->recorder.step_name(step);
    noted.number = ledger().add(entry);
  }
  try {
    send(call, step, due);
  } catch (...) {
    noted.exchange = call.last;
    settle_unanswered(std::move(noted));
    throw;
  }
  noted.exchange = call.last;
  if (made_something(*call.last)) {
    // A rule or `created` follows.
    if (noted.number != 0) noted_.push_back(std::move(noted));
  } else if (call.last->status == 0) {
    settle_unanswered(std::move(noted));
  } else if (noted.number != 0) {
    ledger().done(noted.number);
  }
}

// A request whose outcome is unknown stays in the ledger, unless its resource can be deleted.
void Session::settle_unanswered(Noted noted) {
  if (!may_be_executed(*noted.exchange)) {
    if (noted.number != 0) ledger().done(noted.number);
  } else if (!noted.url.empty()) {
    note_created(noted.number, std::move(noted.url));
  }
}

// Returns the number of the request in the ledger, once; otherwise 0.
std::uint64_t Session::take_noted(const Exchange& exchange) {
  for (Noted& noted : noted_) {
    if (noted.exchange == &exchange) return std::exchange(noted.number, 0);
  }
  return 0;
}

// The journey has not called `created` for the remaining requests. A response that did not arrive
// completely leaves the outcome unknown.
void Session::forget_noted() {
  for (const Noted& noted : noted_) {
    if (noted.number != 0 && noted.exchange->failure == Failure::kNone) ledger().done(noted.number);
  }
  noted_.clear();
}

void Session::created(const Response& response, const Path* path) {
  const Running running(*position_, Running::Code::kLibrary);
  const Exchange& exchange = response.exchange();
  CreatingStep& creating = creating_step(exchange.name);
  creating.creates = true;
  if (!made_something(exchange)) return;
  if (path != nullptr) {
    return note_created(take_noted(exchange), url_of(text_of(*path)));
  }
  if (!creating.rules.empty()) return;  // already followed
  const std::string_view reference = response.header("Location");
  if (reference.empty()) {
    return fail(exchange.location,
                fmt::format("created(): the response to {} has no Location; pass the path "
                            "to delete: created(response, {{\"/things/{{}}\", id}})",
                            exchange.name));
  }
  Url url;
  std::optional<Error> error = read_url(std::string(exchange.origin).append(exchange.target), url);
  const Origin home = url.origin;
  if (!error) error = resolve_reference(reference, url);
  if (!error && url.origin != home) error = Error{"another origin"};
  if (error) {
    return fail(exchange.location, fmt::format("created(): the Location '{}' cannot be deleted: {}",
                                               reference, error->message));
  }
  std::string text;
  url.origin.append_to(text);
  note_created(take_noted(exchange), text + url.target);
}

void Session::follow_rules(const Response& response, const CreatingStep& creating) {
  const Exchange& exchange = response.exchange();
  if (!made_something(exchange) || creating.rules.empty()) return;
  std::uint64_t number = take_noted(exchange);
  for (const CleanUpRule& rule : creating.rules) {
    try {
      std::string url = url_of(rule.expand(response));
      note_created(std::exchange(number, 0), std::move(url));
    } catch (const MissingValue& missing) {
      fail(exchange.location, fmt::format("the clean-up rule for {} finds nothing to delete: {}",
                                          exchange.name, missing.what()));
    }
  }
}

std::string Session::text_of(const Path& path) const {
  std::string text;
  path.append_to(text);
  if (path.is_reference()) complete_reference(text, context_->client.target);
  return text;
}

// Converts a path to a URL of the target, because other runs read the journal.
std::string Session::url_of(std::string path_or_url) const {
  std::string url = std::move(path_or_url);
  if (!is_absolute_url(url)) {
    add_prefix(context_->client.target, url);
    url.insert(0, context_->client.origin);
  }
  return url;
}

LedgerEntry Session::new_entry() const {
  return {.number = 0,
          .user = iteration_.journey->user,
          .journey = iteration_.journey->full_name,
          .target = context_->client.target.text(),
          .url = {},
          .problem = "the journey did not end",
          .journaled = false};
}

// `number` is the number of the request in the ledger, or 0.
void Session::note_created(std::uint64_t number, std::string url) {
  LedgerEntry entry = new_entry();
  entry.number = number;
  entry.url = url;
  created_.push_back({ledger().add(entry), std::move(url)});
}

void Session::clean_up(std::size_t keep) {
  // After a stop, the remaining resources stay in the ledger for the code that ends the run.
  while (created_.size() > keep && !context_->client.stopping) {
    const Created thing = std::move(created_.back());
    created_.pop_back();
    const std::string problem = remove(thing.url);
    if (problem.empty()) {
      ledger().done(thing.number);
    } else {
      ledger().failed(thing.number, problem);
    }
  }
}

std::string Session::remove(const std::string& url) {
  const Path path(url);
  const Body no_body;
  const RequestOptions options;
  try {
    const Call call = client_.send({.method = Method::kDelete,
                                    .path = path,
                                    .body = no_body,
                                    .options = options,
                                    .name = "DELETE"},
                                   arena_);
    context_->count(call);
    std::string problem = problem_of(*call.last);
    Sample sample = sample_of(call, 0, Time::min());
    sample.failed_checks = problem.empty() ? 0 : 1;
    context_->recorder.record_clean_up(sample);
    return problem;
  } catch (const std::exception& exception) {
    return exception.what();  // for example from the user's own Auth
  } catch (...) {
    return "unknown exception";
  }
}

}  // namespace traffic::detail
