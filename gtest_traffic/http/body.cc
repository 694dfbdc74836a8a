// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/body.h"

#include <algorithm>
#include <boost/json/serializer.hpp>
#include <utility>

namespace traffic {
namespace {

constexpr std::string_view kJsonType = "application/json";

thread_local boost::json::memory_resource* body_memory = nullptr;

boost::json::storage_ptr body_storage() {
  return body_memory == nullptr ? boost::json::storage_ptr{}
                                : boost::json::storage_ptr{body_memory};
}

void append_json(std::string& out, const boost::json::value& json) {
  // Reused, as a serializer that stops between chunks allocates the stack it resumes from.
  thread_local boost::json::serializer serializer;
  serializer.reset(&json);
  char chunk[1024];
  while (!serializer.done()) {
    const auto part = serializer.read(chunk);
    out.append(part.data(), part.size());
  }
}

void append_outline(std::string& out, const BodyPiece& piece) {
  if (!piece.path.empty()) {
    out.append("<the file ").append(piece.path).append(">");
  } else if (piece.source) {
    out += "<bytes made while they are sent>";
  } else {
    out += piece.bytes;
  }
}

}  // namespace

Body::Body(std::initializer_list<boost::json::value_ref> json)
    : json_(json, body_storage()), content_type_(kJsonType), kind_(Kind::kJson) {}

Body::Body(boost::json::value json)
    : json_(std::move(json)), content_type_(kJsonType), kind_(Kind::kJson) {}

Body::Body(File file) : own_type_(std::move(file.type)) {
  if (file.path.empty()) {
    bytes_ = std::move(file.bytes);
    kind_ = Kind::kBytes;
  } else {
    pieces_.push_back({{}, std::move(file.path), {}});
    kind_ = Kind::kPieces;
  }
}

// Made in place, as a JSON value that is assigned keeps its own memory.
Body::Body(std::string_view text, std::string_view content_type, boost::json::storage_ptr storage)
    : json_(text, std::move(storage)), content_type_(content_type), kind_(Kind::kText) {}

void Body::append_to(std::string& out) const {
  switch (kind_) {
    case Kind::kNone:
      return;
    case Kind::kJson:
      return append_json(out, json_);
    case Kind::kText:
      out.append(json_.get_string().data(), json_.get_string().size());
      return;
    case Kind::kBytes:
      out += bytes_;
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

Body encoded_text(std::string_view text, std::string_view content_type) {
  return Body(text, content_type, body_storage());
}

Body in_pieces(std::vector<BodyPiece> pieces, std::string content_type) {
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

boost::json::memory_resource* set_body_memory(boost::json::memory_resource* memory) {
  return std::exchange(body_memory, memory);
}

}  // namespace traffic
