// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/digest_auth.h"

#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/auth.h"
#include "gtest_traffic/base/text.h"
#include "gtest_traffic/http/challenge.h"
#include "gtest_traffic/http/headers.h"
#include "gtest_traffic/http/redaction.h"
#include "gtest_traffic/http/url.h"

namespace traffic::detail {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out += '"';
}

bool has_control_bytes(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

std::optional<HashAlgorithm> find_hash(std::string_view name) {
  if (equals_ignoring_case(name, "MD5")) return HashAlgorithm::kMd5;
  if (equals_ignoring_case(name, "SHA-256")) return HashAlgorithm::kSha256;
  if (equals_ignoring_case(name, "SHA-512-256")) return HashAlgorithm::kSha512_256;
  return std::nullopt;
}

bool is_true(std::string_view text) { return equals_ignoring_case(text, "true"); }

std::optional<DigestChallenge> supported_challenge(const Challenge& offered) {
  constexpr std::string_view kSession = "-sess";
  DigestChallenge challenge;
  challenge.realm = offered.parameter("realm");
  challenge.nonce = offered.parameter("nonce");
  challenge.opaque = offered.parameter("opaque");
  challenge.algorithm = offered.parameter("algorithm");
  challenge.hashes_user = is_true(offered.parameter("userhash"));
  challenge.is_utf8 = equals_ignoring_case(offered.parameter("charset"), "UTF-8");
  challenge.stale_before = is_true(offered.parameter("stale"));
  std::string_view algorithm = challenge.algorithm;
  if (to_lower(algorithm).ends_with(kSession)) {
    challenge.of_session = true;
    algorithm.remove_suffix(kSession.size());
  }
  const auto hash = algorithm.empty() ? HashAlgorithm::kMd5 : find_hash(algorithm);
  if (!hash || challenge.nonce.empty()) return std::nullopt;
  challenge.hash = *hash;
  const std::string_view qop = offered.parameter("qop");
  for (const std::string_view one : split(qop, ',')) {
    challenge.has_qop = challenge.has_qop || equals_ignoring_case(trim(one), "auth");
  }
  if (!qop.empty() && !challenge.has_qop) return std::nullopt;  // only `auth-int`
  return challenge;
}

class DigestAuth final : public Auth {
 public:
  DigestAuth(std::string user, std::string password)
      : proof_(std::move(user), std::move(password)) {}

  void authorize(AuthRequest& request) override {
    has_own_credentials_ = request.header("Authorization").has_value();
    sent_proof_ = proof_.begun() && !has_own_credentials_;
    if (!sent_proof_) return;
    last_nonce_ = proof_.nonce();
    request.add_header("Authorization",
                       proof_.answer(to_string(request.method()), request.target()));
  }

  bool answered(const Exchange& exchange) override {
    if (has_own_credentials_) return false;
    if (exchange.status != 401) {
      accept(exchange.response_head);
      return false;
    }
    const auto challenge = find_digest_challenge(exchange.response_head);
    if (!challenge) return false;
    // A nonce that was accepted before may have expired, even if the server does not report it as
    // stale.
    const bool helps = !sent_proof_ || challenge->stale_before ||
                       (proof_accepted_ && challenge->nonce != last_nonce_);
    proof_accepted_ = false;
    proof_.begin(*challenge, random_hex());
    return helps;
  }

 private:
  void accept(std::string_view head) {
    proof_accepted_ = proof_accepted_ || sent_proof_;
    if (!sent_proof_) return;
    const auto info = find_header(head, "Authentication-Info");
    if (!info) return;
    for (const Challenge& part : read_challenges(*info)) {
      const std::string_view next = part.parameter("nextnonce");
      if (!next.empty()) proof_.set_nonce(next);
    }
  }

  DigestProof proof_;
  std::string last_nonce_;            // nonce of the last request
  bool has_own_credentials_ = false;  // the last request had the user's own `Authorization`
  bool sent_proof_ = false;           // the last request had a proof
  bool proof_accepted_ = false;       // a proof was accepted since the last challenge
};

}  // namespace

std::optional<DigestChallenge> find_digest_challenge(std::string_view head) {
  HeaderReader reader(head);
  while (const auto field = reader.next()) {
    if (!equals_ignoring_case(field->name, "WWW-Authenticate")) continue;
    for (const Challenge& offered : read_challenges(field->value)) {
      if (offered.scheme != "digest") continue;
      if (auto challenge = supported_challenge(offered)) return challenge;
    }
  }
  return std::nullopt;
}

void DigestProof::begin(const DigestChallenge& challenge, std::string client_nonce) {
  challenge_ = challenge;
  client_nonce_ = std::move(client_nonce);
  count_ = 0;
  secret_ = hex_hash(challenge.hash, fmt::format("{}:{}:{}", user_, challenge.realm, password_));
  if (challenge.of_session) {
    secret_ =
        hex_hash(challenge.hash, fmt::format("{}:{}:{}", secret_, challenge.nonce, client_nonce_));
  }
}

void DigestProof::set_nonce(std::string_view nonce) {
  challenge_->nonce = nonce;
  count_ = 0;
}

std::string DigestProof::answer(std::string_view method, std::string_view target) {
  const DigestChallenge& challenge = *challenge_;
  const auto hash = [&](const std::string& text) { return hex_hash(challenge.hash, text); };
  const std::string count = fmt::format("{:08x}", ++count_);
  const std::string request = hash(fmt::format("{}:{}", method, target));
  const std::string proof = challenge.has_qop
                                ? fmt::format("{}:{}:{}:{}:auth:{}", secret_, challenge.nonce,
                                              count, client_nonce_, request)
                                : fmt::format("{}:{}:{}", secret_, challenge.nonce, request);
  std::string value = "Digest ";
  if (challenge.hashes_user) {
    value += "username=" + quoted(hash(fmt::format("{}:{}", user_, challenge.realm)));
  } else if (has_control_bytes(user_) || (challenge.is_utf8 && !is_ascii(user_))) {
    value += "username*=UTF-8''";
    append_percent_encoded(value, user_);
  } else {
    // RFC 7616 §3.4: only a challenge with `charset=UTF-8` permits `username*`. Without it, the
    // name is sent as it is, as by curl.
    value += "username=" + quoted(user_);
  }
  value += fmt::format(", realm={}, nonce={}, uri=\"{}\", response=\"{}\"", quoted(challenge.realm),
                       quoted(challenge.nonce), target, hash(proof));
  if (!challenge.algorithm.empty()) value += ", algorithm=" + challenge.algorithm;
  if (challenge.has_qop) {
    value += fmt::format(", qop=auth, nc={}, cnonce=\"{}\"", count, client_nonce_);
  } else if (challenge.of_session) {
    value += fmt::format(", cnonce=\"{}\"", client_nonce_);
  }
  if (!challenge.opaque.empty()) value += ", opaque=" + quoted(challenge.opaque);
  if (challenge.hashes_user) value += ", userhash=true";
  return value;
}

}  // namespace traffic::detail

namespace traffic {
using namespace detail;

std::shared_ptr<Auth> digest(std::string_view user, std::string_view password) {
  redactor().add_secret("PASSWORD", std::string(password));
  return std::make_shared<DigestAuth>(std::string(user), std::string(password));
}

}  // namespace traffic
