// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"

struct ssl_ctx_st;

namespace traffic::detail {

// Each function loads a PEM file into the context, or adds an error message. `given_as` is the
// user's text before the file name, for example `--traffic_ca_file=`.
void load_issuers(ssl_ctx_st* context, std::string_view given_as, const std::string& file,
                  std::vector<Error>& mistakes);

// Loads a certificate chain and its private key. Both or neither must be given.
struct KeyPairFiles {
  std::string_view certificate_given_as;
  const std::string& certificate;
  std::string_view key_given_as;
  const std::string& key;
};
void load_key_pair(ssl_ctx_st* context, const KeyPairFiles& files, std::vector<Error>& mistakes);

}  // namespace traffic::detail
