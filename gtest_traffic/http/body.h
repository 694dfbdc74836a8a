// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/http/file.h"
#include "gtest_traffic/http/json_literal.h"

namespace traffic {

// Fills the buffer with a body's next bytes and returns how many; 0 ends the body. Runs on the
// user's fiber and may not make requests.
using ByteSource = std::function<std::size_t(std::span<char>)>;

// One stretch of a body that is sent while it is read; one of these is set.
struct BodyPiece {
  std::string bytes;
  std::string path;  // of a file on disk
  ByteSource source;
};

// Says whether the server is asked before it is sent a body (RFC 9110 §10.1.1): with kContinue it
// has a second to refuse. A server that does not know the expectation (417) is asked without it.
enum class Expect : std::uint8_t { kNothing, kContinue };

// Holds what a request carries. Nested braces are JSON: `{{"name", "Ada"}, {"age", 36}}` is an
// object, `{1, 2}` an array; `form`, `multipart`, `raw`, `file` and `streamed` make the others. An
// argument type: lives for one call.
class Body {
 public:
  // Defined in one place, and not by each test file.
  Body();
  ~Body();
  Body(const Body&);
  Body(Body&&) noexcept;
  Body& operator=(const Body&);
  Body& operator=(Body&&) noexcept;

  Body(std::initializer_list<JsonLiteral> json);
  Body(const JsonNode& json);
  template <std::same_as<boost::json::value> T>
  Body(const T& json) : Body(JsonNode(json)) {}
  Body(File file);

  bool empty() const { return kind_ == Kind::kNone; }
  std::string_view content_type() const { return own_type_.empty() ? content_type_ : own_type_; }

  // What is read while it is sent; empty when the body is in memory, where `append_to` gives it.
  std::span<const BodyPiece> pieces() const;

  // Appends the bytes to send; allocates nothing but `out`'s growth once the thread has sent a
  // body. Of a body in pieces it appends what a reader may see: `<the file orders.csv>` for a file.
  void append_to(std::string& out) const;

 private:
  enum class Kind : std::uint8_t { kNone, kBytes, kPieces };

  Body(std::string_view text, std::string_view content_type);

  friend Body raw(std::string bytes, std::string_view content_type);
  friend Body streamed(ByteSource source, std::string_view content_type);
  friend Body encoded_text(std::string_view text, std::string_view content_type);
  friend Body in_pieces(std::vector<BodyPiece> pieces, std::string content_type);

  std::string_view pooled_;  // kBytes: in the thread's memory, else they are `bytes_`
  std::string bytes_;
  std::vector<BodyPiece> pieces_;
  std::string_view content_type_;  // of static storage, or viewing an argument
  std::string own_type_;
  Kind kind_ = Kind::kNone;
};

// Sends bytes as they are. `content_type` must outlive the call it is an argument of.
Body raw(std::string bytes, std::string_view content_type = "application/octet-stream");

// Sends what the source gives, chunked (RFC 9112 §7.1), without holding it. Is sent once only: a
// source cannot be asked again. `content_type` must outlive the call it is an argument of.
Body streamed(ByteSource source, std::string_view content_type = "application/octet-stream");

// Makes bodies for `form` and `multipart`. Pieces that are all in memory are put together.
Body encoded_text(std::string_view text, std::string_view content_type);
Body in_pieces(std::vector<BodyPiece> pieces, std::string content_type);

// Sets where this thread's bodies of JSON and forms keep their text, and returns what was set
// before; null means the heap. The resource must outlive these bodies and takes nothing back. A
// fiber scheduler sets it at each switch.
boost::container::pmr::memory_resource* set_body_memory(
    boost::container::pmr::memory_resource* memory);

}  // namespace traffic
