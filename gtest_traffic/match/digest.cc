// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/digest.h"

#include <openssl/sha.h>

#include <array>
#include <ostream>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/quiet.h"

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

}  // namespace

bool BodySha256IsMatcher::MatchAndExplain(const Response& response, std::ostream* out) const {
  if (quiet()) out = nullptr;
  if (!has_response(response, out)) return false;
  const bool held = response.streamed_size() == 0;
  if (!held && response.streamed_sha256().empty()) {
    if (out != nullptr) *out << "got a body that was not held, nor a digest of it asked for";
    return false;
  }
  const Hex hex = sha256(response.body());
  const std::string_view digest =
      held ? std::string_view(hex.data(), hex.size()) : response.streamed_sha256();
  if (out != nullptr) {
    *out << "got " << digest << " of " << response.body().size() + response.streamed_size()
         << " bytes";
  }
  return equals_ignoring_case(digest, digest_);
}

void BodySha256IsMatcher::DescribeTo(std::ostream* out) const {
  if (!quiet()) *out << "body with the SHA-256 " << digest_;
}

void BodySha256IsMatcher::DescribeNegationTo(std::ostream* out) const {
  if (!quiet()) *out << "body with another SHA-256 than " << digest_;
}

}  // namespace traffic::detail
