// SPDX-License-Identifier: Apache-2.0
// Servers with the wrong identity, or without proof of their identity.
#include "gtest_traffic/journey/hostile/behavior.h"
#include "gtest_traffic/journey/hostile/tls_peer.h"

namespace traffic::detail {
namespace {

// The certificate is created only when it is needed, because there are many tests.
Behavior with_certificate(const char* name, std::function<KeyPair()> make, std::string detail) {
  return {name,
          [make = std::move(make)](RawConnection& connection) {
            over_tls([](TlsPeer& peer) { peer.write(kFine); }, {make()})(connection);
          },
          fails(Failure::kTls, std::move(detail)),
          {},
          Scheme::kHttps};
}

Behavior issued(const char* name, CertificateWish wish, std::string detail) {
  return with_certificate(
      name, [wish = std::move(wish)] { return trusted_authority().issue(wish); },
      std::move(detail));
}

}  // namespace

Behaviors hostile_certificates() {
  using std::chrono::hours;
  return {
      issued("ExpiredCertificate", {.begins = hours(-48), .expires = hours(-24)}, "expired"),
      issued("NotYetValidCertificate", {.begins = hours(24), .expires = hours(48)}, "valid"),
      issued("CertificateOfOtherHost", {.names = "DNS:other.example"}, "127.0.0.1"),
      issued("CertificateForBareWildcard", {.names = "DNS:*"}, "127.0.0.1"),
      with_certificate(
          "SelfSignedCertificate", [] { return trusted_authority().self_signed(); }, ""),
      with_certificate(
          "CertificateOfUnknownIssuer",
          [] {
            static TestAuthority other("an authority that nobody trusts");
            return other.issue();
          },
          ""),
  };
}

}  // namespace traffic::detail
