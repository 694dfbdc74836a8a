// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/user_agent.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/url.h"
#include "gtest_traffic/journey/retry.h"
#include "gtest_traffic/net/download.h"
#include "gtest_traffic/net/upload.h"

namespace traffic {
namespace {

// Where a request is put together; nothing of it is used once the fiber has been suspended.
struct Scratch {
  std::string path;
  std::string payload;
  std::string wire;
  Url url;
};

thread_local Scratch scratch;

void append_query(std::string& out, const std::vector<Parameter>& query) {
  char separator = out.find('?') == std::string::npos ? '?' : '&';
  for (const Parameter& parameter : query) {
    out += std::exchange(separator, '&');
    append_percent_encoded(out, parameter.name);
    out += '=';
    append_percent_encoded(out, parameter.value);
  }
}

// Without a body there is nothing to ask for.
Expect expectation(const Body& body, const RequestOptions& options) {
  return body.empty() ? Expect::kNothing : options.expect;
}

// The part of an encoded body is of no use: the whole is asked for plain, unless somebody wants it.
std::vector<Parameter> add_range(const RequestOptions& options) {
  std::vector<Parameter> fields = options.headers;
  const bool chosen = std::any_of(fields.begin(), fields.end(), [](const Parameter& field) {
    return equals_ignoring_case(field.name, "Accept-Encoding");
  });
  fields.emplace_back("Range", to_string(*options.range));
  if (!chosen) fields.emplace_back("Accept-Encoding", "identity");
  return fields;
}

// Tells whether neither body has been given away.
bool can_repeat(const Transfer& transfer) {
  return (transfer.upload == nullptr || transfer.upload->rewind()) &&
         (transfer.download == nullptr || !transfer.download->given_away());
}

}  // namespace

UserAgent::UserAgent(RunContext& context)
    : context_(&context),
      clients_(context.reactor, context.client),
      head_(context.target.authority()) {
  for (const auto& [name, value] : settings().of_environment.headers) head_.set(name, value);
}

void UserAgent::send(Exchange& exchange, const Path& path, const Body& body,
                     const RequestOptions& options, Arena& arena, Sample& sample) {
  sample.sent = sample.done = Clock::now();
  if (Client* const client = find_client(exchange, path, options, arena)) {
    if (!body.pieces().empty() || options.into.kind != BodySink::Kind::kHold) [[unlikely]] {
      stream(exchange, *client, body, options, arena, sample);
    } else {
      const std::string_view wire = write(exchange, *client, body, options, nullptr, arena);
      deliver(exchange, *client, wire, options.read_timeout.value_or(context_->client.read_timeout),
              {.expect = expectation(body, options), .decoding = options.decoding}, arena, sample);
    }
  }
  if (sample.intended == Time::min()) sample.intended = sample.sent;  // nothing has gone out
  sample.status = exchange.status;
  sample.failure = exchange.failure;
}

// Leaves the target in the scratch.
Client* UserAgent::find_client(Exchange& exchange, const Path& path, const RequestOptions& options,
                               Arena& arena) {
  auto& [text, payload, wire, url] = scratch;
  text.clear();
  path.append_to(text);
  text.resize(std::min(text.find('#'), text.size()));
  append_query(text, options.query);
  if (!is_absolute_url(text)) {
    url.target = context_->target.path_prefix;
    if (!text.starts_with('/')) url.target += '/';
    url.target += text;
    exchange.origin = context_->origin;
    return &clients_.to(context_->target);
  }
  if (const std::optional<Error> error = read_url(text, url)) {
    exchange.failure = Failure::kBadUrl;
    exchange.failure_detail = arena.copy(error->message);
    return nullptr;
  }
  text.clear();
  url.origin.append_to(text);
  exchange.origin = arena.copy(text);
  return &clients_.to(url.origin);
}

std::string_view UserAgent::write(Exchange& exchange, const Client& client, const Body& body,
                                  const RequestOptions& options, const Upload* upload,
                                  Arena& arena) {
  auto& [text, payload, out, url] = scratch;
  out.clear();
  payload.clear();
  if (!body.empty()) body.append_to(payload);

  const std::string_view method = to_string(exchange.method);
  out.append(method) += ' ';
  out += url.target;
  out += " HTTP/1.1\r\n";
  const Origin& home = context_->target;
  std::vector<Parameter> with_range;
  if (options.range) with_range = add_range(options);
  const auto trace = trace_.next();
  head_.append_to(out,
                  {.method = exchange.method,
                   .elsewhere = client.origin() == home ? nullptr : &client.origin(),
                   .extra = options.range ? &with_range : &options.headers,
                   .content_type = body.content_type(),
                   .content_length = upload == nullptr ? payload.size() : upload->size(),
                   .traceparent = context_->traces ? std::string_view(trace.data(), trace.size())
                                                   : std::string_view()});
  const std::size_t head_end = out.size();
  out += payload;

  const std::string_view sent = arena.copy(out);
  exchange.target = sent.substr(method.size() + 1, url.target.size());
  exchange.request_head = sent.substr(0, head_end);
  exchange.request_body = sent.substr(head_end);
  return upload == nullptr ? sent : exchange.request_head;
}

// What is neither read nor kept whole in memory.
void UserAgent::stream(Exchange& exchange, Client& client, const Body& body,
                       const RequestOptions& options, Arena& arena, Sample& sample) {
  Upload upload(body.pieces());
  Download download(options.into);
  Transfer transfer{.expect = expectation(body, options), .decoding = options.decoding};
  if (!body.pieces().empty()) {
    transfer.upload = &upload;
    exchange.request_body_read = true;
    if (body.pieces().size() == 1) exchange.upload_file = arena.copy(body.pieces().front().path);
    exchange.failure = upload.open();
  }
  if (options.into.kind != BodySink::Kind::kHold) transfer.download = &download;
  const std::string_view wire = write(exchange, client, body, options, transfer.upload, arena);
  if (exchange.failure != Failure::kNone) {
    exchange.failure_detail = arena.copy(upload.detail());
    return;
  }
  deliver(exchange, client, wire, options.read_timeout.value_or(context_->client.read_timeout),
          transfer, arena, sample);
  exchange.streamed_size = download.size();
  exchange.streamed_sha256 = arena.copy(download.sha256());
}

void UserAgent::deliver(Exchange& exchange, Client& client, std::string_view wire,
                        Duration read_timeout, const Transfer& transfer, Arena& arena,
                        Sample& sample) {
  Time first_sent;
  for (unsigned count = 1;; ++count) {
    exchange.attempts = static_cast<int>(count);
    if (context_->stopping || sample.intended == Time::max()) {
      exchange.failure = Failure::kStopped;
      exchange.failure_detail = "the run is stopping";
      sample.sent = sample.done = Clock::now();
      if (count == 1) first_sent = sample.sent;
      break;
    }
    const Client::Attempt attempt = client.send(exchange, wire, read_timeout, arena, &transfer);
    sample.sent = attempt.sent;
    sample.done = attempt.done;
    if (count == 1) first_sent = attempt.sent;
    sample.bytes_sent = attempt.bytes_sent;
    if (count > context_->retries || !can_repeat(transfer)) break;
    const auto pause = pause_before_retry(exchange, count, attempt.nothing_sent, context_->jitter);
    if (!pause) break;
    context_->reactor.sleep_until(Clock::now() + *pause);
  }
  if (sample.intended == Time::min() || context_->model == LoadModel::kClosed) {
    sample.intended = first_sent;
  }
  sample.bytes_received = exchange.response_head.size() + exchange.wire_size;
  sample.attempts = static_cast<std::uint32_t>(exchange.attempts);
}

}  // namespace traffic
