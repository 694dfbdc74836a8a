// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

struct x509_st;

namespace traffic::detail {

struct CertificatePeriod {
  std::chrono::sys_seconds begins;
  std::chrono::sys_seconds expires;
};
CertificatePeriod period_of(const x509_st* certificate);

// Returns a sentence about a certificate that X509_verify_cert rejected with this error. The
// sentence states the expected and the actual value, and the remedy.
std::string certificate_problem(int error, x509_st* certificate, const std::string& expected_name);

}  // namespace traffic::detail
