// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gtest_traffic/client/call.h"
#include "gtest_traffic/clock.h"
#include "gtest_traffic/codec/response_reader.h"
#include "gtest_traffic/net/socket.h"

namespace traffic::detail {

// Sends one request over an open connection and receives its response. Also receives while it still
// sends, because a server may reject a large body after its first bytes. Suspends the calling
// fiber.
class RoundTrip {
 public:
  RoundTrip(Socket& socket, ResponseReader& reader, Call& call)
      : socket_(&socket),
        reader_(&reader),
        call_(&call),
        exchange_(call.last),
        arena_(call.arena),
        transfer_(&call.transfer) {}

  // Sends the wire of the call, which starts with the head, and its upload. Stores the response in
  // its latest exchange, after a failure the part that arrived. Sets `failure_detail` if it adds
  // information to the failure's name. `written` is the time at which the request starts.
  Failure run(const ResponseLimits& limits, Time written, Time deadline);

  std::size_t sent() const { return sent_; }  // bytes
  Time done() const { return done_; }         // arrival of the last bytes

  // Returns whether the connection can carry another request.
  bool keep_alive() const { return all_sent_ && reader_->keep_alive(); }

 private:
  using Progress = ResponseReader::Progress;

  void send_and_receive();
  void store_response();

  // Each function returns whether to continue. If not, `failure_` or a response is the result.
  bool ask_to_continue(std::string_view& wire);
  bool send(std::string_view bytes);
  bool send_upload();
  bool receive(Time deadline);
  bool fail(Failure failure, std::string_view detail = {});

  Socket* socket_;
  ResponseReader* reader_;
  Call* call_;
  Exchange* exchange_;
  Arena* arena_;
  const Transfer* transfer_;
  Time written_;
  Time deadline_;
  Time done_;
  std::size_t sent_ = 0;
  std::size_t taken_ = 0;  // bytes received in this turn of the fiber
  bool all_sent_ = false;
  bool answered_ = false;  // the response is complete
  Failure failure_ = Failure::kNone;
};

}  // namespace traffic::detail
