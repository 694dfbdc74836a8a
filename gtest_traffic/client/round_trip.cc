// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/client/round_trip.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/codec/upload.h"
#include "gtest_traffic/fiber/reactor.h"

namespace traffic::detail {
namespace {

// Receive buffers belong to the worker, so a waiting user holds none.
std::array<char, 64 * 1024>& receive_buffer() {
  return per_thread([] { return std::array<char, 64 * 1024>(); });
}

// A server may ignore the expectation. The client then sends the body after this time. RFC 9110
// §10.1.1 forbids an indefinite wait; curl waits equally long.
constexpr Duration kContinueTimeout = std::chrono::seconds(1);

constexpr std::string_view kExpectation = "Expect: 100-continue\r\n\r\n";

// Number of bytes that an upload reads at once, without the size line before the chunk and the line
// end after it.
constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kSizeLine = 18;
constexpr std::size_t kChunkEnd = 2;

// Number of body bytes to read before other fibers run, even if more are available.
constexpr std::size_t kTurn = 1024 * 1024;

}  // namespace

Failure RoundTrip::run(const ResponseLimits& limits, Time written, Time deadline) {
  written_ = written;
  deadline_ = deadline;
  reader_->begin(exchange_->method, *arena_, limits, transfer_);
  send_and_receive();
  if (failure_ != Failure::kNone) reader_->abandon();
  store_response();
  return failure_;
}

void RoundTrip::send_and_receive() {
  std::string_view wire = call_->wire;
  const bool uploads = transfer_->upload != nullptr;
  if (transfer_->expect == Expect::kContinue && !ask_to_continue(wire)) return;
  // Sending stops early because of a response, or because of the end of the connection, before
  // which a response may have arrived.
  if (!reader_->head_done() && send(wire) && (!uploads || send_upload())) all_sent_ = true;
  const Failure send_failure = failure_;
  const bool cut_off = send_failure == Failure::kReset || send_failure == Failure::kClosed;
  if (send_failure != Failure::kNone && !cut_off) return;
  if (cut_off && sent_ == 0) return;
  failure_ = Failure::kNone;
  while (!answered_ && failure_ == Failure::kNone) receive(deadline_);
  if (cut_off && failure_ != Failure::kNone && !reader_->started()) fail(send_failure);
}

bool RoundTrip::ask_to_continue(std::string_view& wire) {
  const std::string_view head = wire.substr(0, wire.find("\r\n\r\n") + 4);
  const std::size_t fields = head.size() - 2;
  char* const text = arena_->take_bytes(fields + kExpectation.size());
  std::copy_n(head.data(), fields, text);
  std::copy_n(kExpectation.data(), kExpectation.size(), text + fields);
  const std::string_view asking(text, fields + kExpectation.size());
  exchange_->request_head = asking;
  if (!send(asking)) return failure_ == Failure::kNone;
  const Time until = std::min(Clock::now() + kContinueTimeout, deadline_);
  while (!reader_->continued() && !reader_->head_done()) {
    if (receive(until)) continue;
    if (failure_ != Failure::kReadTimeout || until == deadline_) return failure_ == Failure::kNone;
    failure_ = Failure::kNone;
    break;
  }
  wire.remove_prefix(head.size());
  return true;
}

bool RoundTrip::send(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t sent = 0;
    const Failure failure = socket_->send(bytes, deadline_, sent, Socket::SendUntil::kPeerSpeaks);
    sent_ += sent;
    bytes.remove_prefix(sent);
    if (failure != Failure::kNone) return fail(failure);
    if (bytes.empty()) return true;
    // Data has arrived. It may not be a response yet; this code does not wait for one.
    if (!receive(Clock::now())) {
      if (failure_ != Failure::kReadTimeout) return false;
      failure_ = Failure::kNone;
    }
    // RFC 9112 §9.5: a client that receives an error stops sending. A successful response may
    // arrive during the upload.
    if (reader_->head_done() && reader_->status() >= 300) return false;
  }
  return true;
}

bool RoundTrip::send_upload() {
  Upload& upload = *transfer_->upload;
  const bool chunked = !upload.size();
  // Not the worker's buffer: other users send while this one waits.
  char* const data = arena_->take_bytes(kSizeLine + kChunk + kChunkEnd) + kSizeLine;
  for (;;) {
    std::size_t count = 0;
    const Failure failure = upload.read(std::span(data, kChunk), count);
    if (failure != Failure::kNone) return fail(failure, arena_->copy(upload.detail()));
    std::string_view bytes(data, count);
    if (chunked) {
      char line[kSizeLine];
      const std::size_t size = fmt::format_to_n(line, sizeof line, "{:x}\r\n", count).size;
      std::copy_n(line, size, data - size);
      data[count] = '\r';
      data[count + 1] = '\n';
      bytes = {data - size, size + count + kChunkEnd};
    }
    if (!send(bytes)) return false;
    if (count == 0) return true;
  }
}

bool RoundTrip::receive(Time deadline) {
  std::size_t received = 0;
  const Failure failure = socket_->receive(receive_buffer(), deadline, received);
  if (failure != Failure::kNone && failure != Failure::kClosed) return fail(failure);
  const bool first = !reader_->started();
  const Progress progress = failure == Failure::kNone
                                ? reader_->feed({receive_buffer().data(), received})
                                : reader_->end_of_stream();
  exchange_->bytes_received += received;
  done_ = Clock::now();
  if (first) exchange_->timings.first_byte = done_ - written_;
  // A server that never pauses causes no wait, so check the deadline here.
  if (progress == Progress::kMore) {
    taken_ += received;
    if (taken_ > kTurn) {
      taken_ = 0;
      Reactor::current()->yield();
    }
    return done_ < deadline || fail(Failure::kReadTimeout);
  }
  if (progress == Progress::kFailed) return fail(reader_->failure(), reader_->failure_detail());
  exchange_->status = reader_->status();
  exchange_->sets_cookies = reader_->sets_cookies();
  answered_ = true;
  return false;
}

void RoundTrip::store_response() {
  exchange_->response_head = reader_->head();
  exchange_->body = reader_->body();
  exchange_->wire_size = reader_->wire_size();
  exchange_->undecoded = reader_->undecoded();
}

bool RoundTrip::fail(Failure failure, std::string_view detail) {
  failure_ = failure;
  exchange_->failure_detail = detail;
  return false;
}

}  // namespace traffic::detail
