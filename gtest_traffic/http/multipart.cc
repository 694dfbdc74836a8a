// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/multipart.h"

#include <fmt/format.h>

#include <random>
#include <utility>

#include "gtest_traffic/base/per_thread.h"
#include "gtest_traffic/http/headers.h"

namespace traffic {
using namespace detail;
namespace {

// A boundary must not occur in any part. The boundary is unpredictable, because files are not read
// beforehand.
std::string new_boundary() {
  auto& device = per_thread([] { return std::random_device(); });
  const auto half = [&] { return std::uint64_t{device()} << 32 | device(); };
  const std::uint64_t first = half();
  return fmt::format("gtest_traffic-{:016x}{:016x}", first, half());
}

// Escapes as in the HTML standard (section 4.10.21.8), because RFC 7578 does not define how to
// escape quotes and line breaks.
void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || byte < 0x20 || byte == 0x7f) {
      out += fmt::format("%{:02X}", byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_head(std::string& out, const Part& part) {
  out += "Content-Disposition: form-data; name=";
  append_quoted(out, part.name);
  if (part.is_file) {
    out += "; filename=";
    append_quoted(out, part.file.name);
  }
  out += "\r\n";
  if (part.is_file || !part.body.empty()) {
    append_header(out, "Content-Type", part.is_file ? part.file.type : part.body.content_type());
  }
  out += "\r\n";
}

// Appends a body to the text, or the text and a streamed body to the pieces.
void append_body(std::vector<BodyPiece>& pieces, std::string& text, const Body& body) {
  if (body.pieces().empty()) return body.append_to(text);
  pieces.push_back({std::exchange(text, {}), {}, {}});
  pieces.insert(pieces.end(), body.pieces().begin(), body.pieces().end());
}

}  // namespace

Body multipart(std::initializer_list<Part> parts) {
  const std::string boundary = new_boundary();
  std::vector<BodyPiece> pieces;
  std::string text;
  for (const Part& part : parts) {
    text.append("--").append(boundary).append("\r\n");
    append_head(text, part);
    if (!part.body.empty()) {
      append_body(pieces, text, part.body);
    } else if (!part.is_file) {
      part.value.append_to(text, [](std::string& out, std::string_view value) { out += value; });
    } else if (part.file.path.empty()) {
      text += part.file.bytes;
    } else {
      pieces.push_back({std::exchange(text, {}), {}, {}});
      pieces.push_back({{}, part.file.path, {}});
    }
    text += "\r\n";
  }
  text.append("--").append(boundary).append("--\r\n");
  pieces.push_back({std::move(text), {}, {}});
  return in_pieces(std::move(pieces), "multipart/form-data; boundary=" + boundary);
}

}  // namespace traffic
