// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include "gtest_traffic/journey/hostile/behavior.h"

namespace traffic::detail {
namespace {

using namespace std::chrono_literals;

// Repeats the text to form a large block, because many small writes would take too long.
std::string repeated(std::string_view text) {
  constexpr std::size_t kWrite = 64 * 1024;
  std::string much;
  while (much.size() < kWrite) much += text;
  return much;
}

}  // namespace

Treatment says(std::string text) {
  return [text = std::move(text)](RawConnection& connection) {
    connection.read_head();
    connection.write(text);
  };
}

Treatment says_and_stalls(std::string text) {
  return [text = std::move(text)](RawConnection& connection) {
    connection.read_head();
    connection.write(text);
    connection.wait_for_end();
  };
}

Treatment says_and_resets(std::string text) {
  return [text = std::move(text)](RawConnection& connection) {
    connection.read_head();
    connection.write(text);
    connection.reset_at_close();
  };
}

Treatment says_without_end(std::string start, std::string again) {
  return [start = std::move(start), again = repeated(again)](RawConnection& connection) {
    connection.read_head();
    connection.write(start);
    write_without_end(connection, again);
  };
}

Treatment drips(std::string start, std::string again) {
  return [start = std::move(start), again = std::move(again)](RawConnection& connection) {
    connection.read_head();
    connection.write(start);
    while (connection.write(again)) std::this_thread::sleep_for(1ms);
  };
}

void write_without_end(const RawConnection& connection, std::string_view again) {
  while (connection.write(again)) {
  }
}

}  // namespace traffic::detail
