// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/base64.h"

#include <openssl/evp.h>

namespace traffic::detail {

std::string to_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return text;
}

}  // namespace traffic::detail
