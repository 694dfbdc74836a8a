// SPDX-License-Identifier: Apache-2.0
// Declares a shop target with TLS instead of the suite's target. The program issues the certificate
// at its start, in a temporary folder. The target's process is another instance of this program and
// finds the files through an environment variable.
#include <gtest_traffic/suite.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "fixtures/certificates.h"
#include "fixtures/shop.h"
#include "fixtures/targets.h"

namespace {

constexpr const char* kFiles = "SHOP_BENCHMARK_CERTIFICATE";

class TlsShop final : public traffic::EmbeddedTarget {
 public:
  explicit TlsShop(const std::string& files)
      : target_(traffic::fixtures::start_target(
            "shop", 0, {.tls = {.certificate_file = files + ".pem", .key_file = files + ".key"}})) {
  }
  std::string url() const override { return target_->url(); }

 private:
  std::unique_ptr<traffic::fixtures::Target> target_;
};

// Returns the file with the certificate of the target's issuer. The target itself needs no issuer.
std::string issuer() {
  if (std::getenv(kFiles) != nullptr) return "";
  static traffic::fixtures::TestAuthority authority;
  const std::string certificate = authority.issue().certificate;
  ::setenv(kFiles, certificate.substr(0, certificate.rfind(".pem")).c_str(), 1);
  return authority.file();
}

const bool kDeclared = traffic::declare_suite({
    .variables = {.defaults = {{"api_key", std::string(traffic::fixtures::kShopApiKey)},
                               {"ca_file", issuer()}}},
    .start_target = [] { return std::make_unique<TlsShop>(std::getenv(kFiles)); },
});

}  // namespace
