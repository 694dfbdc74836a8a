// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/certificate.h"

#include <fmt/format.h>

#include <ostream>
#include <string>

#include "gtest_traffic/timestamp.h"

namespace traffic::detail {
namespace {

// Certificates are valid for days, so a duration in seconds is hard to read.
std::string to_text(std::chrono::seconds time) {
  using namespace std::chrono_literals;
  const auto total = time.count();
  if (time >= 48h) {
    const auto hours = total / 3600 % 24;
    return fmt::format("{} days{}", total / 86400,
                       hours == 0 ? std::string() : fmt::format(" {} h", hours));
  }
  if (time >= 2h) return fmt::format("{} h", total / 3600);
  return fmt::format("{} s", total);
}

std::chrono::seconds time_left(const TlsInfo& tls) {
  return tls.certificate_expires -
         std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

bool CertificateValidForMatcher::matches(const Response& response) const {
  const TlsInfo* const tls = response.tls();
  return tls != nullptr && time_left(*tls) >= at_least_;
}

void CertificateValidForMatcher::describe(std::ostream& out, bool negated) const {
  out << (negated ? "a certificate that expires in less than "
                  : "a certificate that is valid for at least ")
      << to_text(at_least_);
}

// The summary omits the remaining time, so that it is the same each day.
void CertificateValidForMatcher::explain(const Response& response, Mismatch& mismatch) const {
  const TlsInfo* const tls = response.tls();
  if (tls == nullptr) {
    mismatch.actual = "a response over plain HTTP, without a certificate";
    return;
  }
  const std::chrono::seconds left = time_left(*tls);
  const bool expired = left.count() < 0;
  mismatch.actual = fmt::format("one that {} on {}", expired ? "expired" : "expires",
                                utc_text(tls->certificate_expires));
  mismatch.details.push_back(expired ? fmt::format("expired {} ago", to_text(-left))
                                     : fmt::format("expires in {}", to_text(left)));
}

}  // namespace traffic::detail
