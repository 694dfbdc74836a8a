// SPDX-License-Identifier: Apache-2.0
// Registers a journey for each line of requests.txt. It compares each response with the answer of
// curl. SERVERS_REQUESTS names the file, and SERVERS_CURL the folder with the answers.
#include <gtest_traffic/gtest_traffic.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "suites/servers/curl_answer.h"
#include "suites/servers/request_row.h"

namespace {

using namespace traffic;

class Client : public User {};

struct Comparison {
  servers::RequestRow row = {};
  std::vector<servers::Answer> curl = {};
};

void compare(Client& client, const Comparison& one) {
  client.http.cookies().clear();
  for (std::size_t i = 0; i < one.row.targets.size(); ++i) {
    RequestOptions options = one.row.options;
    if (one.row.auth == "basic") options.auth = basic("ada", "secret");
    if (one.row.auth == "digest") options.auth = digest("ada", "secret");
    const auto response =
        client.http.request(one.row.method, Path(one.row.targets[i]), one.row.make_body(), options);
    const std::string text = servers::difference(one.curl.at(i), servers::answer_of(response));
    if (!text.empty()) ADD_FAILURE() << one.row.name << ", request " << i + 1 << ":\n" << text;
  }
}

bool register_rows() {
  const char* const file = std::getenv("SERVERS_REQUESTS");
  const char* const folder = std::getenv("SERVERS_CURL");
  if (file == nullptr || folder == nullptr) return false;
  try {
    for (auto& row : servers::read_request_rows(file)) {
      const std::string name = row.name;
      auto curl = servers::read_curl_answers(std::string(folder) + "/" + name);
      if (curl.size() != row.targets.size())
        throw std::runtime_error(name + ": expected an answer of curl for each target");
      const auto one = std::make_shared<Comparison>(Comparison{std::move(row), std::move(curl)});
      register_journey<Client>("Client", name, {},
                               [one](Client& client) { compare(client, *one); });
    }
  } catch (const std::exception& mistake) {
    std::fprintf(stderr, "servers_suite: %s\n", mistake.what());
    std::exit(2);
  }
  return true;
}

const bool kRegistered = register_rows();

}  // namespace
