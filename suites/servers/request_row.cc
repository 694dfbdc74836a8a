// SPDX-License-Identifier: Apache-2.0
#include "suites/servers/request_row.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace servers {
namespace {

using namespace traffic;

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    if (const auto part = trimmed(text.substr(0, end)); !part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw std::runtime_error("expected a number, got '" + std::string(text) + "'");
  }
  return value;
}

ByteRange range_of(std::string_view text) {
  const auto dash = text.find('-');
  ByteRange range;
  if (dash > 0) range.first = number(text.substr(0, dash));
  if (dash + 1 < text.size()) range.last = number(text.substr(dash + 1));
  return range;
}

Parameter parameter_of(std::string_view text, std::string_view separator) {
  const auto at = text.find(separator);
  if (at == std::string_view::npos)
    throw std::runtime_error("expected NAME" + std::string(separator) + "VALUE");
  return {text.substr(0, at), text.substr(at + separator.size())};
}

Method method_of(std::string_view name) {
  for (const Method method : {Method::kGet, Method::kPost, Method::kPut, Method::kPatch,
                              Method::kDelete, Method::kHead, Method::kOptions}) {
    if (to_string(method) == name) return method;
  }
  throw std::runtime_error("unknown method '" + std::string(name) + "'");
}

void set_body(RequestRow& row, std::string body) {
  row.has_body = true;
  row.body = std::move(body);
}

void add_option(RequestRow& row, std::string_view text) {
  const auto equals = text.find('=');
  const std::string_view name = text.substr(0, equals);
  const std::string_view value = equals == std::string_view::npos ? "" : text.substr(equals + 1);
  RequestOptions& options = row.options;
  if (name == "header") {
    options.headers.push_back(parameter_of(value, ": "));
  } else if (name == "query") {
    options.query.push_back(parameter_of(value, "="));
  } else if (name == "body") {
    set_body(row, std::string(value));
  } else if (name == "bytes") {
    set_body(row, std::string(number(value), 'b'));
  } else if (name == "type") {
    row.type = value;
  } else if (name == "chunked") {
    row.chunked = true;
  } else if (name == "expect") {
    options.expect = Expect::kContinue;
  } else if (name == "follow") {
    options.redirects = static_cast<unsigned>(number(value));
  } else if (name == "auth") {
    row.auth = value;
  } else if (name == "range") {
    options.range = range_of(value);
  } else if (name == "encoded") {
    options.decoding = Decoding::kOff;
  } else if (name == "timeout") {
    options.read_timeout = std::chrono::milliseconds(number(value));
  } else {
    throw std::runtime_error("unknown option '" + std::string(name) + "'");
  }
}

RequestRow row_of(std::string_view line) {
  std::vector<std::string_view> columns;
  for (std::string_view rest = line;;) {
    const auto end = rest.find('|');
    columns.push_back(trimmed(rest.substr(0, end)));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  if (columns.size() != 4) throw std::runtime_error("expected four columns");
  RequestRow row;
  row.name = columns[0];
  row.method = method_of(columns[1]);
  for (const auto target : split(columns[2], " ")) row.targets.emplace_back(target);
  row.options.redirects = 0;
  for (const auto option : split(columns[3], " + ")) add_option(row, option);
  return row;
}

}  // namespace

Body RequestRow::make_body() const {
  if (!has_body) return {};
  if (!chunked) return raw(body, type);
  auto source = [text = &body, sent = std::size_t{0}](std::span<char> out) mutable {
    const std::size_t size = std::min(out.size(), text->size() - sent);
    std::copy_n(text->data() + sent, size, out.data());
    sent += size;
    return size;
  };
  return streamed(std::move(source), type);
}

std::vector<RequestRow> read_request_rows(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("expected a readable file: " + path);
  std::vector<RequestRow> rows;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    try {
      rows.push_back(row_of(line));
    } catch (const std::exception& mistake) {
      throw std::runtime_error(path + ":" + std::to_string(number) + ": " + mistake.what());
    }
  }
  return rows;
}

}  // namespace servers
