// SPDX-License-Identifier: Apache-2.0
// The flags of TLS. The contents of the files are checked after all flags are known.
#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/base/text.h"
#include "gtest_traffic/flags/flag_values.h"

namespace traffic::detail::flag_values {

Result ca_file(Settings& settings, std::string_view value) {
  settings.tls.ca_file = value;
  return {};
}

Result client_certificate(Settings& settings, std::string_view value) {
  settings.tls.certificate_file = value;
  return {};
}

Result client_key(Settings& settings, std::string_view value) {
  settings.tls.key_file = value;
  return {};
}

Result tls_min_version(Settings& settings, std::string_view value) {
  if (value != "1.2" && value != "1.3") {
    return Error{fmt::format("expected 1.2 or 1.3, got '{}'", value)};
  }
  settings.tls.min_version = value == "1.3" ? TlsVersion::k1_3 : TlsVersion::k1_2;
  return {};
}

Result tls_server_name(Settings& settings, std::string_view value) {
  const auto may_stand_in_a_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' ||
           c == ':';  // in an IPv6 address
  };
  const std::string name = to_lower(value);
  if (!std::all_of(name.begin(), name.end(), may_stand_in_a_name)) {
    return Error{fmt::format(
        "expected a host name without scheme and port, as in the certificate, got '{}'", value)};
  }
  settings.tls.server_name = name;
  return {};
}

Result tls_insecure(Settings& settings, std::string_view value) {
  const bool yes = equals_ignoring_case(value, "yes");
  if (!yes && !equals_ignoring_case(value, "no")) {
    return Error{fmt::format("expected yes or no, got '{}'", value)};
  }
  settings.tls.verification = yes ? TlsOptions::Verification::kOff : TlsOptions::Verification::kOn;
  return {};
}

}  // namespace traffic::detail::flag_values
