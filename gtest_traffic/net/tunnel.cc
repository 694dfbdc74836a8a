// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/tunnel.h"

#include <fmt/format.h>

#include <array>

#include "gtest_traffic/codec/response_reader.h"
#include "gtest_traffic/http/arena.h"

namespace traffic::detail {
namespace {

constexpr int kAuthenticationRequired = 407;

std::string connect_request(const Proxy& proxy, const Origin& origin) {
  const bool literal = origin.host.find(':') != std::string::npos;
  const std::string place = literal ? fmt::format("[{}]:{}", origin.host, origin.port)
                                    : fmt::format("{}:{}", origin.host, origin.port);
  std::string request = fmt::format("CONNECT {0} HTTP/1.1\r\nHost: {0}\r\n", place);
  if (!proxy.authorization.empty()) {
    request += fmt::format("Proxy-Authorization: {}\r\n", proxy.authorization);
  }
  return request += "\r\n";
}

}  // namespace

std::string proxy_refusal(const Proxy& proxy, const Origin& origin, std::string_view head,
                          int status) {
  const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
  std::string text = fmt::format("the proxy {} answered '{}' and did not connect to {}",
                                 proxy.origin.authority(), line, origin.text());
  if (status == kAuthenticationRequired) {
    text += proxy.authorization.empty()
                ? "; set a user and password: --traffic_proxy=http://user:password@host:port"
                : "; the user or password in the proxy URL is not valid";
  }
  return text;
}

Failure open_tunnel(Socket& socket, const Proxy& proxy, const Origin& origin, Time deadline,
                    std::string& detail) {
  std::size_t sent = 0;
  Failure failure = socket.send(connect_request(proxy, origin), deadline, sent);
  // Like a response to HEAD, the response to CONNECT ends with its head (RFC 9110 §9.3.6).
  Arena arena;
  ResponseReader reader;
  reader.begin(Method::kHead, arena, {});
  auto progress = ResponseReader::Progress::kMore;
  while (failure == Failure::kNone && progress == ResponseReader::Progress::kMore) {
    std::array<char, 1024> buffer;
    std::size_t received = 0;
    failure = socket.receive(buffer, deadline, received);
    if (failure == Failure::kNone) progress = reader.feed({buffer.data(), received});
  }
  if (failure == Failure::kReadTimeout) failure = Failure::kConnectTimeout;
  if (failure == Failure::kStopped) return failure;
  if (failure != Failure::kNone) {
    detail = fmt::format("the proxy {} did not answer CONNECT ({})", proxy.origin.authority(),
                         to_string(failure));
    return failure;
  }
  if (progress == ResponseReader::Progress::kFailed) {
    detail = fmt::format("the proxy {} did not answer with valid HTTP: {}",
                         proxy.origin.authority(), reader.failure_detail());
    return Failure::kProxy;
  }
  if (reader.status() / 100 == 2) return Failure::kNone;
  detail = proxy_refusal(proxy, origin, reader.head(), reader.status());
  return Failure::kProxy;
}

}  // namespace traffic::detail
