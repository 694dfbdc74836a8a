// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "gtest_traffic/http/hash.h"

namespace traffic {

// What a server asks a digest for.
struct DigestChallenge {
  std::string realm;
  std::string nonce;
  std::string opaque;
  std::string algorithm;  // as the server wrote it; empty: MD5
  HashAlgorithm hash = HashAlgorithm::kMd5;
  bool of_session = false;    // `-sess`
  bool has_qop = false;       // `qop=auth`; else as of RFC 2069
  bool hashes_user = false;   // `userhash`
  bool stale_before = false;  // the nonce was too old, not the proof wrong
};

// Returns the first digest challenge in a response's head that can be answered, or nothing.
std::optional<DigestChallenge> find_digest_challenge(std::string_view head);

// Proves to one server that a user knows the password, with one nonce after the other.
class DigestProof {
 public:
  DigestProof(std::string user, std::string password)
      : user_(std::move(user)), password_(std::move(password)) {}

  // Takes up a challenge; `client_nonce` must not be predictable.
  void begin(const DigestChallenge& challenge, std::string client_nonce);
  bool begun() const { return challenge_.has_value(); }
  const std::string& nonce() const { return challenge_->nonce; }

  // Uses another nonce of the server's from now on.
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

}  // namespace traffic
