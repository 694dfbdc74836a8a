// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace traffic {

enum class Digest : std::uint8_t { kNone, kSha256 };

// Says how a body is taken that is not held.
struct SinkOptions {
  std::uint64_t limit = std::uint64_t{16} << 30;  // bytes, expanded; beyond it the request fails
  Digest digest = Digest::kNone;                  // for Response::streamed_sha256
};

// Takes the body of a successful response (2xx) while it comes, instead of holding it in memory;
// that of any other status is held as usual.
struct BodySink {
  enum class Kind : std::uint8_t { kHold, kDiscard, kFile, kFunction };

  Kind kind = Kind::kHold;
  std::string path = {};
  std::function<void(std::string_view)> function = {};
  SinkOptions options = {};
};

// Writes the body to a file, which appears whole or not at all; one that exists is replaced.
BodySink save_to(std::string path, SinkOptions options = {});

// Counts the body and forgets it.
BodySink discard_body(SinkOptions options = {});

// Gives the body to a function piece by piece, on the user's fiber; the function may not make
// requests. What it has seen is not sent again: such a request is not retried once it was called.
BodySink hand_to(std::function<void(std::string_view piece)> function, SinkOptions options = {});

// Says whether content codings are taken off a response's body.
enum class Decoding : std::uint8_t { kAutomatic, kOff };

}  // namespace traffic
