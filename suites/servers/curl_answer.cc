// SPDX-License-Identifier: Apache-2.0
#include "suites/servers/curl_answer.h"

#include <gtest_traffic/failure.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>

namespace servers {
namespace {

using traffic::Failure;
using traffic::Response;

// The other fields differ from response to response: times, identifiers, and the framing of the
// body, which depends on how fast an application is.
constexpr std::string_view kHeaders[] = {"accept-ranges", "allow",        "content-encoding",
                                         "content-range", "content-type", "last-modified",
                                         "location",      "retry-after",  "server",
                                         "set-cookie",    "vary",         "x-large"};

// The failures of this library that agree with an exit code of curl.
std::vector<std::string> failures_of(std::int64_t exit_code) {
  switch (exit_code) {
    case 0:
      return {};
    case 1:  // HTTP/0.9
    case 8:
      return {"malformed", "closed"};
    case 3:
      return {"bad-url"};
    case 6:
      return {"dns"};
    case 7:
      return {"refused", "unreachable"};
    case 18:
      return {"closed", "reset"};
    case 28:
      return {"read-timeout", "connect-timeout"};
    case 47:
      return {"redirect"};
    case 52:
      return {"closed"};
    case 55:
      return {"reset"};
    case 56:
      return {"reset", "closed", "malformed"};
    case 61:
      return {"bad-encoding"};
    default:
      return {"exit code " + std::to_string(exit_code) + " of curl"};
  }
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Error pages contain times and the numbers of requests.
std::string comparable_body(std::int64_t status, std::string body) {
  if (status < 400) return body;
  std::string text;
  for (const char c : body) {
    if (c < '0' || c > '9') text += c;
  }
  return text;
}

std::string head_of(std::int64_t status, std::int64_t redirects, std::string_view url) {
  std::string head = std::to_string(status);
  if (redirects == 0) return head + "\n";
  head += " after " + std::to_string(redirects) + " redirects to ";
  head += url.substr(0, url.find('#'));
  return head + "\n";
}

void add_header(std::string& head, std::string_view name, std::string_view value) {
  if (!value.empty()) head.append(name).append(": ").append(value).append("\n");
}

Answer curl_answer(const boost::json::object& facts, const boost::json::object& headers,
                   std::string body) {
  Answer answer;
  answer.failures = failures_of(facts.at("exitcode").as_int64());
  const auto status = facts.at("http_code").as_int64();
  // curl counts the second request of digest authentication as a redirect.
  const std::string_view url = facts.at("url_effective").as_string();
  const bool same = url == std::string_view(facts.at("url").as_string());
  answer.head = head_of(status, same ? 0 : facts.at("num_redirects").as_int64(), url);
  for (const auto name : kHeaders) {
    if (const auto* const values =
            headers.if_contains(boost::json::string_view(name.data(), name.size()))) {
      add_header(answer.head, name, std::string_view(values->as_array().at(0).as_string()));
    }
  }
  answer.body = comparable_body(status, std::move(body));
  return answer;
}

// Reads several JSON values that follow each other.
std::vector<boost::json::value> read_values(const std::string& path) {
  const std::string text = read_file(path);
  std::vector<boost::json::value> values;
  boost::json::parse_options options;
  options.allow_invalid_utf8 = true;  // curl writes the bytes of a header unchanged
  boost::json::stream_parser parser({}, options);
  for (std::string_view rest = text; rest.find_first_not_of(" \n") != std::string_view::npos;) {
    rest.remove_prefix(parser.write_some(rest.data(), rest.size()));
    if (!parser.done()) throw std::runtime_error(path + ": expected whole JSON values");
    values.push_back(parser.release());
    parser.reset();
  }
  return values;
}

std::string joined(const std::vector<std::string>& names) {
  if (names.empty()) return "no failure";
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : " or ") + name;
  return text;
}

}  // namespace

std::vector<Answer> read_curl_answers(const std::string& prefix) {
  const auto values = read_values(prefix + ".json");
  std::vector<Answer> answers;
  for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
    answers.push_back(curl_answer(values[i].as_object(), values[i + 1].as_object(),
                                  read_file(prefix + "." + std::to_string(i / 2))));
  }
  return answers;
}

Answer answer_of(const Response& response) {
  Answer answer;
  if (response.failure() != Failure::kNone)
    answer.failures = {std::string(to_string(response.failure()))};
  answer.head = head_of(response.status(), response.redirects(), response.url());
  for (const auto name : kHeaders) add_header(answer.head, name, response.header(name));
  answer.body = comparable_body(response.status(), std::string(response.body()));
  return answer;
}

std::string difference(const Answer& curl, const Answer& ours) {
  if (!curl.failures.empty() || !ours.failures.empty()) {
    const bool agree = !ours.failures.empty() &&
                       std::find(curl.failures.begin(), curl.failures.end(), ours.failures[0]) !=
                           curl.failures.end();
    return agree ? ""
                 : "curl: " + joined(curl.failures) + ", " + curl.head +
                       "ours: " + joined(ours.failures) + ", " + ours.head;
  }
  if (curl.head != ours.head) return "curl:\n" + curl.head + "ours:\n" + ours.head;
  if (curl.body == ours.body) return "";
  const auto at =
      std::mismatch(curl.body.begin(), curl.body.end(), ours.body.begin(), ours.body.end()).first -
      curl.body.begin();
  const auto from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, at - 20));
  return "the bodies differ at byte " + std::to_string(at) + ": curl got " +
         std::to_string(curl.body.size()) + " bytes, we got " + std::to_string(ours.body.size()) +
         "\ncurl: …" + curl.body.substr(from, 200) + "\nours: …" +
         ours.body.substr(std::min(from, ours.body.size()), 200);
}

}  // namespace servers
