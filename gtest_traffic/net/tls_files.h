// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/error.h"

struct ssl_ctx_st;

namespace traffic::detail {

// Loads trusted issuers from a PEM file into the context, or adds an error message. `given_as` is
// the user's text before the file name, for example `--traffic_ca_file=`.
void load_issuers(ssl_ctx_st* context, std::string_view given_as, const std::string& file,
                  std::vector<Error>& mistakes);

// The PEM files of a certificate chain and its private key, each with the text before its name.
struct KeyPairFiles {
  std::string_view certificate_given_as;
  const std::string& certificate;
  std::string_view key_given_as;
  const std::string& key;
};

// Loads both files into the context, or adds error messages. Both files are required.
void load_key_pair(ssl_ctx_st* context, const KeyPairFiles& files, std::vector<Error>& mistakes);

}  // namespace traffic::detail
