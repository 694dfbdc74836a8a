// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/digest_auth.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "gtest_traffic/auth.h"
#include "gtest_traffic/http/testing/redactor_scope.h"

namespace traffic::detail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kMufasa[] =
    R"(Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={},)"
    R"( nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",)"
    R"( opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS")";

DigestChallenge challenge(const std::string& value) {
  const auto found =
      find_digest_challenge("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + value + "\r\n\r\n");
  EXPECT_TRUE(found) << value;
  return found.value_or(DigestChallenge{});
}

// RFC 7616, section 3.9.1, with both algorithms.
TEST(DigestProofTest, MatchesRfc7616Example) {
  for (const auto& [algorithm, response] :
       {std::pair("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        std::pair("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")}) {
    DigestProof proof("Mufasa", "Circle of Life");
    proof.begin(challenge(fmt::format(kMufasa, algorithm)),
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
    const std::string value = proof.answer("GET", "/dir/index.html");
    EXPECT_EQ(value, fmt::format(R"(Digest username="Mufasa", realm="http-auth@example.org",)"
                                 R"( nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",)"
                                 R"( uri="/dir/index.html", response="{}", algorithm={},)"
                                 R"( qop=auth, nc=00000001,)"
                                 R"( cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",)"
                                 R"( opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS")",
                                 response, algorithm));
  }
}

// RFC 7616, section 3.9.2, with the hashes of erratum 4897. The original hashes are of a truncated
// SHA-512.
TEST(DigestProofTest, HashesUsername) {
  DigestProof proof("J\xC3\xA4s\xC3\xB8n Doe", "Secret, or not?");
  proof.begin(challenge(R"(Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256,)"
                        R"( nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",)"
                        R"( opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS",)"
                        R"( charset=UTF-8, userhash=true)"),
              "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v");
  EXPECT_THAT(
      proof.answer("GET", "/doe.json"),
      AllOf(HasSubstr(
                R"(username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b")"),
            HasSubstr(
                R"(response="3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5")"),
            HasSubstr(", userhash=true")));
}

// RFC 2617, section 3.5, and RFC 2069, section 2.4 with the response of erratum 749.
TEST(DigestProofTest, MatchesRfc2617AndRfc2069Examples) {
  DigestProof proof("Mufasa", "Circle Of Life");
  proof.begin(challenge(R"(Digest realm="testrealm@host.com", qop="auth,auth-int",)"
                        R"( nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093")"),
              "0a4f113b");
  EXPECT_THAT(proof.answer("GET", "/dir/index.html"),
              AllOf(HasSubstr(R"(response="6629fae49393a05397450978507c4ef1")"),
                    Not(HasSubstr("algorithm"))));
  DigestProof old("Mufasa", "CircleOfLife");
  old.begin(challenge(R"(Digest realm="testrealm@host.com",)"
                      R"( nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093")"),
            "unused");
  EXPECT_THAT(
      old.answer("GET", "/dir/index.html"),
      AllOf(HasSubstr(R"(response="1949323746fe6a43ef61f9606e7febea")"), Not(HasSubstr("cnonce"))));
}

TEST(DigestProofTest, CountsNonceUsesAndKeepsSessionKey) {
  DigestProof proof("Mufasa", "Circle of Life");
  proof.begin(challenge(fmt::format(kMufasa, "MD5-sess")), "c");
  const std::string first = proof.answer("GET", "/");
  EXPECT_THAT(first, AllOf(HasSubstr("nc=00000001"), HasSubstr("algorithm=MD5-sess")));
  EXPECT_THAT(proof.answer("GET", "/"), HasSubstr("nc=00000002"));
  proof.set_nonce("next");
  EXPECT_THAT(proof.answer("GET", "/"),
              AllOf(HasSubstr("nc=00000001"), HasSubstr(R"(nonce="next")")));
  // A1 contains the nonce of the challenge, even if a later nonce replaces it (RFC 7616, section
  // 3.4.2).
  DigestProof other("Mufasa", "Circle of Life");
  auto late = challenge(fmt::format(kMufasa, "MD5-sess"));
  other.begin(late, "c");
  other.set_nonce("next");
  other.set_nonce(late.nonce);
  EXPECT_EQ(other.answer("GET", "/"), first);
}

TEST(FindDigestChallengeTest, ReturnsFirstSupportedChallenge) {
  const auto found = find_digest_challenge(
      "HTTP/1.1 401 Unauthorized\r\n"
      "WWW-Authenticate: Basic realm=\"b\"\r\n"
      "WWW-Authenticate: Digest realm=\"x\", nonce=\"1\", algorithm=WHIRLPOOL,"
      " Digest realm=\"y\", nonce=\"2\", qop=\"auth-int\"\r\n"
      "www-authenticate: Digest realm=\"z\", nonce=\"3\", algorithm=sha-256-SESS, "
      "stale=TRUE\r\n\r\n");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->nonce, "3");
  EXPECT_EQ(found->hash, HashAlgorithm::kSha256);
  EXPECT_TRUE(found->of_session);
  EXPECT_TRUE(found->stale_before);
  EXPECT_FALSE(find_digest_challenge("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\n\r\n"));
}

TEST(DigestProofTest, EscapesQuotesAndNonAsciiCharacters) {
  const auto plain = challenge(R"(Digest realm="a \"b\"", nonce="n")");
  EXPECT_EQ(plain.realm, R"(a "b")");
  DigestProof proof("o\"neil\\", "p");
  proof.begin(plain, "c");
  EXPECT_THAT(proof.answer("GET", "/"),
              AllOf(HasSubstr(R"(username="o\"neil\\")"), HasSubstr(R"(realm="a \"b\"")")));
  DigestProof foreign("J\xC3\xA4s\xC3\xB8n Doe", "p");
  foreign.begin(challenge(R"(Digest realm="a", nonce="n", charset=utf-8)"), "c");
  EXPECT_THAT(foreign.answer("GET", "/"), HasSubstr("username*=UTF-8''J%C3%A4s%C3%B8n%20Doe,"));
  foreign.begin(plain, "c");
  EXPECT_THAT(foreign.answer("GET", "/"), HasSubstr("username=\"J\xC3\xA4s\xC3\xB8n Doe\","));
  DigestProof hostile("a\r\nX: y", "p");
  hostile.begin(plain, "c");
  EXPECT_THAT(hostile.answer("GET", "/"), HasSubstr("username*=UTF-8''a%0D%0AX%3A%20y,"));
}

// Sends one request and answers it. Returns whether a retry is requested.
bool exchange(Auth& auth, int status, const std::string& fields, std::string* sent = nullptr,
              const std::string& by_hand = "") {
  std::string wire = "GET / HTTP/1.1\r\n" + by_hand;
  AuthRequest request(Method::kGet, wire, 4, 1, {});
  auth.authorize(request);
  if (sent != nullptr) *sent = wire;
  const std::string head = fmt::format("HTTP/1.1 {} X\r\n{}\r\n", status, fields);
  Exchange answer;
  answer.status = status;
  answer.response_head = head;
  return auth.answered(answer);
}

constexpr char kAsks[] = "WWW-Authenticate: Digest realm=\"r\", nonce=\"{}\", qop=\"auth\"{}\r\n";

TEST(DigestAuthTest, RetriesOnlyUsefulChallenges) {
  const RedactorScope of_this_password;
  const auto auth = digest("user", "pass");
  EXPECT_TRUE(exchange(*auth, 401, fmt::format(kAsks, "1", "")));
  EXPECT_FALSE(exchange(*auth, 401, fmt::format(kAsks, "2", "")))
      << "a second challenge means a wrong password";
  EXPECT_TRUE(exchange(*auth, 401, fmt::format(kAsks, "3", ", stale=true")));
  EXPECT_FALSE(exchange(*auth, 200, ""));
  EXPECT_TRUE(exchange(*auth, 401, fmt::format(kAsks, "4", "")))
      << "a nonce that was accepted before has expired";
  EXPECT_FALSE(exchange(*auth, 401, "WWW-Authenticate: Basic\r\n"));
}

TEST(DigestAuthTest, UsesNextNonceOfServer) {
  const RedactorScope of_this_password;
  const auto auth = digest("user", "pass");
  std::string sent;
  exchange(*auth, 401, fmt::format(kAsks, "1", ""), &sent);
  EXPECT_THAT(sent, Not(HasSubstr("Authorization")));
  exchange(*auth, 200, "Authentication-Info: nextnonce=\"2\", qop=auth\r\n", &sent);
  EXPECT_THAT(sent, HasSubstr("nonce=\"1\""));
  exchange(*auth, 200, "", &sent);
  EXPECT_THAT(sent, AllOf(HasSubstr("nonce=\"2\""), HasSubstr("nc=00000001")));
}

TEST(DigestAuthTest, KeepsCredentialsOfTheRequest) {
  const RedactorScope of_this_password;
  const auto auth = digest("user", "pass");
  std::string sent;
  EXPECT_FALSE(exchange(*auth, 401, fmt::format(kAsks, "1", ""), &sent, "Authorization: mine\r\n"));
  EXPECT_EQ(sent, "GET / HTTP/1.1\r\nAuthorization: mine\r\n");
}

}  // namespace
}  // namespace traffic::detail
