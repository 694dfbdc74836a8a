// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace traffic {

enum class Digest : std::uint8_t { kNone, kSha256 };

// Holds options for a response body that is not kept in memory.
struct SinkOptions {
  std::uint64_t limit = std::uint64_t{16} << 30;  // after decoding; exceeding it fails the request
  Digest digest = Digest::kNone;                  // for Response::streamed_sha256
};

// Selects how the client handles the body of a successful response (2xx) as it arrives. Bodies of
// other responses are kept in memory.
struct BodySink {
  enum class Kind : std::uint8_t { kHold, kDiscard, kFile, kFunction };

  Kind kind = Kind::kHold;
  std::string path = {};
  std::function<void(std::string_view)> function = {};
  SinkOptions options = {};
};

// Writes the body to a file. The file appears only when it is complete, and replaces an existing
// file.
BodySink save_to(std::string path, SinkOptions options = {});

// Counts the bytes of the body and discards them.
BodySink discard_body(SinkOptions options = {});

// Passes the body to a function in pieces, on the fiber of the user. The function must not make
// requests. A request is not retried after the function was called for it.
BodySink hand_to(std::function<void(std::string_view piece)> function, SinkOptions options = {});

// Selects whether the client removes the content codings of a response body.
enum class Decoding : std::uint8_t { kAutomatic, kOff };

}  // namespace traffic
