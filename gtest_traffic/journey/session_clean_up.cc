// SPDX-License-Identifier: Apache-2.0
// Deletes the resources that the user of a session created.
#include <fmt/format.h>

#include <exception>

#include "gtest_traffic/clean_up_rule.h"
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

}  // namespace

void Session::created(const Response& response, const Path* path) {
  const Running running(*whereabouts_, Running::Code::kLibrary);
  const Exchange& exchange = response.exchange();
  if (!made_something(exchange)) return;
  if (path != nullptr) {
    std::string text;
    path->append_to(text);
    if (path->is_reference()) complete_reference(text, context_->client.target);
    return note_created(std::move(text));
  }
  for (const CleanUpRule& rule : clean_up_rules()) {
    if (rule.step == exchange.name) return;  // already followed
  }
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
  note_created(text + url.target);
}

void Session::follow_rules(const Response& response) {
  const Exchange& exchange = response.exchange();
  if (!made_something(exchange)) return;
  for (const CleanUpRule& rule : clean_up_rules()) {
    if (rule.step != exchange.name) continue;
    try {
      note_created(rule.expand(response));
    } catch (const MissingValue& missing) {
      fail(exchange.location, fmt::format("the clean-up rule for {} finds nothing to delete: {}",
                                          exchange.name, missing.what()));
    }
  }
}

// Converts a path to a URL of the target, because other runs read the journal.
void Session::note_created(std::string path_or_url) {
  std::string url = std::move(path_or_url);
  if (!is_absolute_url(url)) {
    add_prefix(context_->client.target, url);
    url.insert(0, context_->client.origin);
  }
  const std::uint64_t number = ledger().add({.number = 0,
                                             .user = iteration_.journey->user,
                                             .journey = iteration_.journey->full_name,
                                             .target = context_->client.target.text(),
                                             .url = url,
                                             .problem = "the journey did not end",
                                             .journalled = false});
  created_.push_back({number, std::move(url)});
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
