// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/tls_files.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace traffic::detail {
namespace {

// Prevents a prompt on the terminal for a key that needs a passphrase.
int no_passphrase(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

bool is_readable(std::string_view given_as, const std::string& file, std::vector<Error>& mistakes) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened(std::fopen(file.c_str(), "r"),
                                                               std::fclose);
  // Opening a directory succeeds, but reading it fails.
  if (opened != nullptr && (std::fgetc(opened.get()) != EOF || std::ferror(opened.get()) == 0)) {
    return true;
  }
  mistakes.push_back(
      {fmt::format("{}{}: cannot be read: {}", given_as, file, std::strerror(errno))});
  return false;
}

}  // namespace

void load_issuers(ssl_ctx_st* context, std::string_view given_as, const std::string& file,
                  std::vector<Error>& mistakes) {
  if (!is_readable(given_as, file, mistakes)) return;
  if (SSL_CTX_load_verify_file(context, file.c_str()) != 1) {
    mistakes.push_back({fmt::format(
        "{}{}: contains no certificate; expected a PEM file (-----BEGIN CERTIFICATE-----)",
        given_as, file)});
  }
  ERR_clear_error();
}

void load_key_pair(ssl_ctx_st* context, const KeyPairFiles& files, std::vector<Error>& mistakes) {
  if (files.certificate.empty() || files.key.empty()) {
    const bool has_key = files.certificate.empty();
    mistakes.push_back({fmt::format(
        "{}{} requires a {}; add {}FILE", has_key ? files.key_given_as : files.certificate_given_as,
        has_key ? files.key : files.certificate, has_key ? "certificate" : "key",
        has_key ? files.certificate_given_as : files.key_given_as)});
    return;
  }
  const std::size_t before = mistakes.size();
  if (is_readable(files.certificate_given_as, files.certificate, mistakes) &&
      SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1) {
    mistakes.push_back({fmt::format(
        "{}{}: contains no certificate; expected a PEM file (-----BEGIN CERTIFICATE-----)",
        files.certificate_given_as, files.certificate)});
  }
  const bool has_certificate = mistakes.size() == before;
  if (is_readable(files.key_given_as, files.key, mistakes)) {
    bool asked = false;
    SSL_CTX_set_default_passwd_cb(context, no_passphrase);
    SSL_CTX_set_default_passwd_cb_userdata(context, &asked);
    ERR_clear_error();
    const bool loaded =
        SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) == 1;
    SSL_CTX_set_default_passwd_cb_userdata(context, nullptr);
    const bool mismatch = !loaded && ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_X509;
    if (asked) {
      mistakes.push_back({fmt::format("{}{}: is encrypted; use a key without a passphrase",
                                      files.key_given_as, files.key)});
    } else if (mismatch || (loaded && has_certificate && SSL_CTX_check_private_key(context) != 1)) {
      mistakes.push_back({fmt::format("{}{}: does not belong to the certificate in {}",
                                      files.key_given_as, files.key, files.certificate)});
    } else if (!loaded) {
      mistakes.push_back({fmt::format("{}{}: contains no private key in PEM format",
                                      files.key_given_as, files.key)});
    }
  }
  ERR_clear_error();
}

}  // namespace traffic::detail
