// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/hash.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <random>
#include <span>

namespace traffic::detail {
namespace {

std::string to_hex(std::span<const unsigned char> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

const EVP_MD* method(HashAlgorithm algorithm) {
  switch (algorithm) {
    case HashAlgorithm::kSha256:
      return EVP_sha256();
    case HashAlgorithm::kSha512_256:
      return EVP_sha512_256();
    default:
      return EVP_md5();
  }
}

}  // namespace

std::string hex_hash(HashAlgorithm algorithm, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), bytes.data(), &size, method(algorithm), nullptr);
  return to_hex(std::span(bytes).first(size));
}

std::string random_hex() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    std::random_device device;
    for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(device());
  }
  return to_hex(bytes);
}

}  // namespace traffic::detail
