// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/tls_certificate.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <memory>

#include "gtest_traffic/timestamp.h"

namespace traffic::detail {
namespace {

std::chrono::sys_seconds seconds_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return std::chrono::sys_seconds(std::chrono::seconds(timegm(&parts)));
}

// Texts from a peer can contain arbitrary bytes.
void append_printable(std::string& out, const unsigned char* text, int size) {
  for (int i = 0; i < size; ++i) {
    const char c = static_cast<char>(text[i]);
    out += c >= 0x20 && c < 0x7f ? c : '?';
  }
}

std::string text_of(const X509_NAME* name) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_ONELINE | ASN1_STRFLGS_ESC_CTRL);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "(no name)";
}

void append_address(std::string& out, const ASN1_OCTET_STRING& address) {
  const int family = address.length == 4 ? AF_INET : AF_INET6;
  if (address.length != 4 && address.length != 16) return;
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(family, address.data, text.data(), text.size());
  out += text.data();
}

// Lists the names of a certificate: `shop.example, 127.0.0.1`.
std::string names_of(X509* certificate) {
  const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(
      static_cast<GENERAL_NAMES*>(
          X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
      GENERAL_NAMES_free);
  constexpr int kMostNames = 10;
  std::string out;
  const int count = names == nullptr ? 0 : sk_GENERAL_NAME_num(names.get());
  for (int i = 0; i < count; ++i) {
    if (!out.empty()) out += ", ";
    if (i == kMostNames) return out + fmt::format("and {} more", count - i);
    const GENERAL_NAME& name = *sk_GENERAL_NAME_value(names.get(), i);
    if (name.type == GEN_DNS) {
      append_printable(out, name.d.dNSName->data, name.d.dNSName->length);
    } else if (name.type == GEN_IPADD) {
      append_address(out, *name.d.iPAddress);
    } else {
      out += "(a name of another type)";
    }
  }
  return out.empty() ? "no name or address (subjectAltName is missing)" : out;
}

}  // namespace

CertificatePeriod period_of(const x509_st* certificate) {
  return {seconds_of(X509_get0_notBefore(certificate)),
          seconds_of(X509_get0_notAfter(certificate))};
}

std::string certificate_problem(int error, x509_st* certificate, const std::string& expected_name) {
  const std::string reason = X509_verify_cert_error_string(error);
  if (certificate == nullptr) return "certificate verify failed: " + reason;
  const CertificatePeriod period = period_of(certificate);
  const std::string whose = fmt::format("the certificate of '{}', issued by '{}'",
                                        text_of(X509_get_subject_name(certificate)),
                                        text_of(X509_get_issuer_name(certificate)));
  std::string what, advice;
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      what = fmt::format("{}, expired on {}", whose, utc_text(period.expires));
      advice = "renew it";
      break;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      what = fmt::format("{}, is not valid before {}", whose, utc_text(period.begins));
      advice = "check the clocks of both machines";
      break;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      what = fmt::format("expected a certificate for '{}', got one for {}", expected_name,
                         names_of(certificate));
      advice =
          "use one of its names in the URL, or set the expected name with "
          "--traffic_tls_server_name=NAME";
      break;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      what = whose + ", has no trusted issuer";
      advice = "if the certificate is correct, trust its issuer with --traffic_ca_file=FILE";
      break;
    default:
      what = whose;
      advice = "replace the server's certificate";
  }
  return fmt::format("certificate verify failed: {}: {}; {}", reason, what, advice);
}

}  // namespace traffic::detail
