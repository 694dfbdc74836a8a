// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/body.h"

#include <algorithm>
#include <boost/json/memory_resource.hpp>
#include <cstring>
#include <utility>

#include "gtest_traffic/base/per_thread.h"

namespace traffic {
using namespace detail;
namespace {

constexpr std::string_view kJsonType = "application/json";

thread_local boost::json::memory_resource* body_memory = nullptr;

// Returns a view that is valid until the next body of the thread.
std::string_view written(const JsonLiteral& json) {
  std::string& text = per_thread([] { return std::string(); });
  text.clear();
  json.append_to(text);
  return text;
}

void append_outline(std::string& out, const BodyPiece& piece) {
  if (!piece.path.empty()) {
    out.append("<file ").append(piece.path).append(">");
  } else if (piece.source) {
    out += "<streamed body>";
  } else {
    out += piece.bytes;
  }
}

}  // namespace

Body::Body() = default;
Body::~Body() = default;
Body::Body(const Body&) = default;
Body::Body(Body&&) noexcept = default;
Body& Body::operator=(const Body&) = default;
Body& Body::operator=(Body&&) noexcept = default;

Body::Body(std::initializer_list<JsonLiteral> json) : Body(JsonLiteral(json)) {
  lacks_braces_ = JsonLiteral(json).is_field();
}
Body::Body(const JsonLiteral& json) : Body(written(json), kJsonType) {}

Body::Body(const JsonNode& json) : Body(written(json), kJsonType) {}

Body::Body(File file) : own_type_(std::move(file.type)) {
  if (file.path.empty()) {
    bytes_ = std::move(file.bytes);
    kind_ = Kind::kBytes;
  } else {
    pieces_.push_back({{}, std::move(file.path), {}});
    kind_ = Kind::kPieces;
  }
}

Body::Body(std::string_view text, std::string_view content_type)
    : content_type_(content_type), kind_(Kind::kBytes) {
  if (body_memory == nullptr || text.empty()) {
    bytes_ = text;
    return;
  }
  char* const bytes = static_cast<char*>(body_memory->allocate(text.size(), 1));
  std::memcpy(bytes, text.data(), text.size());
  pooled_ = {bytes, text.size()};
}

std::span<const BodyPiece> Body::pieces() const { return pieces_; }

void Body::append_to(std::string& out) const {
  switch (kind_) {
    case Kind::kNone:
      return;
    case Kind::kBytes:
      out += pooled_.empty() ? std::string_view(bytes_) : pooled_;
      return;
    case Kind::kPieces:
      for (const BodyPiece& piece : pieces_) append_outline(out, piece);
  }
}

Body raw(std::string bytes, std::string_view content_type) {
  Body body;
  body.bytes_ = std::move(bytes);
  body.content_type_ = content_type;
  body.kind_ = Body::Kind::kBytes;
  return body;
}

Body streamed(ByteSource source, std::string_view content_type) {
  Body body;
  body.pieces_.push_back({{}, {}, std::move(source)});
  body.content_type_ = content_type;
  body.kind_ = Body::Kind::kPieces;
  return body;
}

Body detail::encoded_text(std::string_view text, std::string_view content_type) {
  return Body(text, content_type);
}

Body detail::in_pieces(std::vector<BodyPiece> pieces, std::string content_type) {
  Body body;
  body.own_type_ = std::move(content_type);
  const bool in_memory = std::all_of(pieces.begin(), pieces.end(), [](const BodyPiece& piece) {
    return piece.path.empty() && !piece.source;
  });
  if (in_memory) {
    for (const BodyPiece& piece : pieces) body.bytes_ += piece.bytes;
    body.kind_ = Body::Kind::kBytes;
  } else {
    body.pieces_ = std::move(pieces);
    body.kind_ = Body::Kind::kPieces;
  }
  return body;
}

boost::json::memory_resource* detail::set_body_memory(boost::json::memory_resource* memory) {
  return std::exchange(body_memory, memory);
}

}  // namespace traffic
