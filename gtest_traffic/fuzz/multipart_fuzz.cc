// SPDX-License-Identifier: Apache-2.0
// An input is a name, a value, a file name, a type and the bytes of a file, separated by NUL. The
// body must have exactly two parts with these contents, and no input may add a header.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "gtest_traffic/form.h"
#include "gtest_traffic/multipart.h"

namespace {

[[noreturn]] void fail(const char* why, std::string_view what) {
  std::fprintf(stderr, "%s: %.*s\n", why, static_cast<int>(what.size()), what.data());
  std::abort();
}

std::string bytes_of(const traffic::Body& body) {
  std::string out;
  body.append_to(out);
  return out;
}

// Removes one part from the start of `rest`. Its head must have `lines` lines.
void take_part(std::string_view& rest, std::string_view delimiter, std::ptrdiff_t lines,
               std::string_view content) {
  if (!rest.starts_with(delimiter)) fail("no delimiter", rest);
  rest.remove_prefix(delimiter.size());
  if (!rest.starts_with("\r\n")) fail("no line after the delimiter", rest);
  rest.remove_prefix(2);
  const std::size_t end = rest.find("\r\n\r\n");
  if (end == std::string_view::npos) fail("no end of a head", rest);
  const std::string_view head = rest.substr(0, end);
  if (std::count(head.begin(), head.end(), '\n') + 1 != lines) fail("a header was added", head);
  const std::ptrdiff_t quotes = std::count(
      head.begin(),
      head.begin() + static_cast<std::ptrdiff_t>(std::min(head.find('\r'), head.size())), '"');
  if (quotes != 2 * lines) fail("a quote ends early", head);
  rest.remove_prefix(end + 4);
  if (!rest.starts_with(content)) fail("different content", rest);
  rest.remove_prefix(content.size());
  if (!rest.starts_with("\r\n")) fail("no end of a part", rest);
  rest.remove_prefix(2);
}

std::string form_decoded(std::string_view text) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'A' + 10; };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  std::array<std::string_view, 5> fields;
  for (std::string_view& field : fields) {
    const std::size_t end = std::min(input.find('\0'), input.size());
    field = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
  }
  const auto& [name, value, file_name, type, content] = fields;

  const traffic::Body body = traffic::multipart(
      {{name, value},
       {name, traffic::file_of(std::string(content),
                               {.name = std::string(file_name), .type = std::string(type)})}});
  const std::string text = bytes_of(body);
  const std::string_view content_type = body.content_type();
  const std::string delimiter = "--" + std::string(content_type.substr(content_type.find('=') + 1));
  std::string_view rest = text;
  take_part(rest, delimiter, 1, value);
  take_part(rest, delimiter, 2, content);
  if (rest != delimiter + "--\r\n") fail("no end", rest);

  const std::string form = bytes_of(traffic::form({{name, value}, {value, name}}));
  const std::size_t middle = form.find('&');
  const std::string_view first = std::string_view(form).substr(0, middle);
  const std::size_t equals = first.find('=');
  if (form_decoded(first.substr(0, equals)) != name ||
      form_decoded(first.substr(equals + 1)) != value) {
    fail("a form decodes to different values", form);
  }
  return 0;
}
