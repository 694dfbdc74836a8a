// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/certificate.h"

#include <fmt/format.h>

#include <array>
#include <ctime>
#include <ostream>
#include <string>

#include "gtest_traffic/http/quiet.h"

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

std::string to_text(std::chrono::sys_seconds time) {
  const std::time_t seconds = time.time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts);
  return text.data();
}

}  // namespace

bool CertificateValidForMatcher::MatchAndExplain(const Response& response,
                                                 std::ostream* out) const {
  if (quiet()) out = nullptr;
  if (!has_response(response, out)) return false;
  const TlsInfo* const tls = response.tls();
  if (tls == nullptr) {
    if (out != nullptr) *out << "got a response over plain HTTP, without a certificate";
    return false;
  }
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::chrono::seconds left = tls->certificate_expires - now;
  if (out != nullptr) {
    *out << "got one that "
         << (left.count() >= 0 ? "expires in " + to_text(left)
                               : "expired " + to_text(-left) + " ago")
         << ", on " << to_text(tls->certificate_expires);
  }
  return left >= at_least_;
}

void CertificateValidForMatcher::DescribeTo(std::ostream* out) const {
  if (!quiet()) *out << "a certificate that is valid for at least " << to_text(at_least_);
}

void CertificateValidForMatcher::DescribeNegationTo(std::ostream* out) const {
  if (!quiet()) *out << "a certificate that expires in less than " << to_text(at_least_);
}

}  // namespace traffic::detail
