// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/digest.h"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <array>
#include <ostream>

#include "gtest_traffic/base/text.h"

namespace traffic::detail {
namespace {

using Hex = std::array<char, 2 * SHA256_DIGEST_LENGTH>;

Hex sha256(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  Hex hex{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    constexpr char kDigits[] = "0123456789abcdef";
    hex[2 * i] = kDigits[digest[i] >> 4];
    hex[2 * i + 1] = kDigits[digest[i] & 15];
  }
  return hex;
}

// Returns the digest of the body, or an empty view for a streamed body without a digest.
std::string_view digest_of(const Response& response, Hex& room) {
  if (response.streamed_size() > 0) return response.streamed_sha256();
  room = sha256(response.body());
  return {room.data(), room.size()};
}

}  // namespace

bool BodySha256IsMatcher::matches(const Response& response) const {
  Hex room{};
  return equals_ignoring_case(digest_of(response, room), digest_);
}

void BodySha256IsMatcher::describe(std::ostream& out, bool negated) const {
  out << (negated ? "body with another SHA-256 than " : "body with the SHA-256 ") << digest_.view();
}

void BodySha256IsMatcher::explain(const Response& response, Mismatch& mismatch) const {
  Hex room{};
  const std::string_view digest = digest_of(response, room);
  mismatch.actual = digest.empty()
                        ? "a streamed body without a digest: set `.digest` in the request"
                        : fmt::format("{} of {} bytes", digest,
                                      response.body().size() + response.streamed_size());
}

}  // namespace traffic::detail
