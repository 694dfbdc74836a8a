// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "gtest_traffic/http/hash.h"

namespace traffic::detail {

// Holds a digest challenge of a server.
struct DigestChallenge {
  std::string realm;
  std::string nonce;
  std::string opaque;
  std::string algorithm;  // as sent by the server; empty: MD5
  HashAlgorithm hash = HashAlgorithm::kMd5;
  bool of_session = false;    // `-sess`
  bool has_qop = false;       // `qop=auth`; else RFC 2069
  bool hashes_user = false;   // `userhash`
  bool is_utf8 = false;       // `charset=UTF-8`: the server reads `username*`
  bool stale_before = false;  // the nonce had expired, the proof was correct
};

// Returns the first supported digest challenge in the head of a response, or `std::nullopt`.
std::optional<DigestChallenge> find_digest_challenge(std::string_view head);

// Computes proofs that a user knows the password, for one server, with a sequence of nonces.
class DigestProof {
 public:
  DigestProof(std::string user, std::string password)
      : user_(std::move(user)), password_(std::move(password)) {}

  // Starts with a new challenge. `client_nonce` must be unpredictable.
  void begin(const DigestChallenge& challenge, std::string client_nonce);
  bool begun() const { return challenge_.has_value(); }
  const std::string& nonce() const { return challenge_->nonce; }

  // Replaces the server's nonce for later requests.
  void set_nonce(std::string_view nonce);

  // Returns the value of `Authorization` for the next request.
  std::string answer(std::string_view method, std::string_view target);

 private:
  std::string user_;
  std::string password_;
  std::optional<DigestChallenge> challenge_;
  std::string client_nonce_;
  std::string secret_;  // H(A1)
  std::uint32_t count_ = 0;
};

}  // namespace traffic::detail
