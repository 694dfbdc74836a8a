// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/origin.h"

#include <fmt/format.h>

#include <iterator>

namespace traffic {

void Origin::append_authority(std::string& out) const {
  const bool literal = host.find(':') != std::string::npos;
  if (literal) out += '[';
  out += host;
  if (literal) out += ']';
  if (port != (tls ? 443 : 80)) fmt::format_to(std::back_inserter(out), ":{}", port);
}

void Origin::append_to(std::string& out) const {
  out += tls ? "https://" : "http://";
  append_authority(out);
}

std::string Origin::authority() const {
  std::string text;
  append_authority(text);
  return text;
}

std::string Origin::text() const {
  std::string text;
  append_to(text);
  return text;
}

}  // namespace traffic
