// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace traffic::detail {

// The properties of a test certificate.
struct CertificateWish {
  std::string names = "DNS:localhost,IP:127.0.0.1";  // in OpenSSL's syntax of subjectAltName
  std::chrono::hours begins{-1};                     // relative to now
  std::chrono::hours expires{24};
  std::string subject = "test server";
};

// Names of PEM files.
struct KeyPair {
  std::string certificate;
  std::string key;
};

// Issues certificates for tests. It stores them in a folder that its destructor deletes, so no
// private key remains.
class TestAuthority {
 public:
  explicit TestAuthority(const std::string& name = "test authority") {
    std::string pattern = (std::filesystem::temp_directory_path() / "traffic_tls_XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    folder_ = pattern;
    key_ = make_key();
    const CertificateWish wish{.names = "", .subject = name};
    certificate_ = make(wish, key_.get(), nullptr);
    write(file(), [&](std::FILE* out) { PEM_write_X509(out, certificate_.get()); });
  }
  ~TestAuthority() { std::filesystem::remove_all(folder_); }
  TestAuthority(const TestAuthority&) = delete;
  TestAuthority& operator=(const TestAuthority&) = delete;

  std::string file() const { return folder_ / "authority.pem"; }
  const std::filesystem::path& folder() const { return folder_; }

  KeyPair issue(const CertificateWish& wish = {}) { return pair(wish, certificate_.get()); }
  KeyPair self_signed(const CertificateWish& wish = {}) { return pair(wish, nullptr); }

 private:
  using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
  using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

  static Key make_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

  Certificate make(const CertificateWish& wish, EVP_PKEY* key, X509* issuer) {
    Certificate made(X509_new(), X509_free);
    X509* const x = made.get();
    X509_set_version(x, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x), ++serial_);
    const auto seconds = [](std::chrono::hours hours) {
      return static_cast<long>(std::chrono::seconds(hours).count());
    };
    X509_gmtime_adj(X509_getm_notBefore(x), seconds(wish.begins));
    X509_gmtime_adj(X509_getm_notAfter(x), seconds(wish.expires));
    X509_set_pubkey(x, key);
    const auto* const subject = reinterpret_cast<const unsigned char*>(wish.subject.c_str());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC, subject, -1, -1, 0);
    X509_set_issuer_name(x, X509_get_subject_name(issuer == nullptr ? x : issuer));
    if (!wish.names.empty()) {
      add(x, NID_subject_alt_name, wish.names);
    } else {
      add(x, NID_basic_constraints, "critical,CA:TRUE");
      add(x, NID_key_usage, "critical,keyCertSign,cRLSign");
    }
    X509_sign(x, issuer == nullptr ? key : key_.get(), EVP_sha256());
    return made;
  }

  static void add(X509* x, int kind, const std::string& value) {
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    if (extension == nullptr) throw std::invalid_argument("no extension: " + value);
    X509_add_ext(x, extension, -1);
    X509_EXTENSION_free(extension);
  }

  KeyPair pair(const CertificateWish& wish, X509* issuer) {
    const Key key = make_key();
    const Certificate certificate = make(wish, key.get(), issuer);
    const std::string stem = folder_ / std::to_string(serial_);
    KeyPair files{stem + ".pem", stem + ".key"};
    write(files.certificate, [&](std::FILE* out) { PEM_write_X509(out, certificate.get()); });
    write(files.key, [&](std::FILE* out) {
      PEM_write_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    return files;
  }

  template <class Writer>
  static void write(const std::string& file, const Writer& writer) {
    std::FILE* const out = std::fopen(file.c_str(), "w");
    if (out == nullptr) throw std::runtime_error("cannot write " + file);
    writer(out);
    std::fclose(out);
  }

  std::filesystem::path folder_;
  long serial_ = 0;
  Key key_{nullptr, EVP_PKEY_free};
  Certificate certificate_{nullptr, X509_free};
};

}  // namespace traffic::detail
