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

#include "gtest_traffic/file.h"
#include "gtest_traffic/json_literal.h"

namespace traffic {

// Fills the buffer with the next bytes of a body and returns their number. 0 ends the body. Runs on
// the fiber of the user and must not make requests.
using ByteSource = std::function<std::size_t(std::span<char>)>;

class Body;

namespace detail {

// Holds one part of a streamed body. Exactly one member is set.
struct BodyPiece {
  std::string bytes = {};
  std::string path = {};  // of a file on disk
  ByteSource source = {};
};

// Makes the bodies for `form` and `multipart`. Joins the parts if all of them are in memory.
Body encoded_text(std::string_view text, std::string_view content_type);
Body in_pieces(std::vector<BodyPiece> pieces, std::string content_type);

// Sets the memory for the JSON and form bodies of this thread. Returns the previous resource; null
// means the heap. The resource must outlive these bodies and must ignore deallocation. The fiber
// scheduler calls this at each switch.
boost::container::pmr::memory_resource* set_body_memory(
    boost::container::pmr::memory_resource* memory);

}  // namespace detail

// Selects whether the client asks the server before it sends a body (RFC 9110, section 10.1.1).
// With kContinue, the server has one second to refuse. If the server does not support this (417),
// the client resends without it.
enum class Expect : std::uint8_t { kNothing, kContinue };

// Holds the body of a request. Nested braces are JSON: `{{"name", "Ada"}, {"age", 36}}` is an
// object, `{1, 2}` an array. A container or a map is JSON too. `form`, `multipart`, `raw`, `file`
// and `streamed` make other bodies. Use it only as an argument: it is valid for one call.
class Body {
 public:
  // Defined in the library, so that test files do not compile them again.
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
  template <class T>
  requires(detail::JsonList<T> || detail::JsonMap<T>) Body(const T& container)
      : Body(JsonLiteral(container)) {}

  // Does not compile. Explains the mistake `http.post("/orders/{}", id)`.
  template <class T>
  requires(!std::same_as<T, Body> && !std::same_as<T, boost::json::value> && !detail::JsonList<T> &&
           !detail::JsonMap<T> && !std::convertible_to<const T&, JsonNode> &&
           !std::convertible_to<const T&, File>) Body(const T&) {
    constexpr bool is_body = std::same_as<T, Body>;
    static_assert(is_body,
                  "a body is {{\"name\", value}}, raw(text), form({...}) or file(path); put the "
                  "values of a path into braces, as in http.post({\"/orders/{}\", id})");
  }

  bool empty() const { return kind_ == Kind::kNone; }

  // Tells whether the body is an array such as `{"name", "Ada"}`, whose author meant an object.
  bool lacks_braces() const { return lacks_braces_; }

  std::string_view content_type() const { return own_type_.empty() ? content_type_ : own_type_; }

  // Returns the parts of a streamed body. Empty if the body is in memory; `append_to` appends that
  // body.
  std::span<const detail::BodyPiece> pieces() const;

  // Appends the bytes to send. After the first body of a thread, allocates only when `out` grows.
  // For a streamed body, appends a description: `<file orders.csv>` for a file.
  void append_to(std::string& out) const;

 private:
  enum class Kind : std::uint8_t { kNone, kBytes, kPieces };

  explicit Body(const JsonLiteral& json);
  Body(std::string_view text, std::string_view content_type);

  friend Body raw(std::string bytes, std::string_view content_type);
  friend Body streamed(ByteSource source, std::string_view content_type);
  friend Body detail::encoded_text(std::string_view text, std::string_view content_type);
  friend Body detail::in_pieces(std::vector<detail::BodyPiece> pieces, std::string content_type);

  std::string_view pooled_;  // bytes in the memory of the thread, if any
  std::string bytes_;
  std::vector<detail::BodyPiece> pieces_;
  std::string_view content_type_;  // static storage or a view of an argument
  std::string own_type_;
  Kind kind_ = Kind::kNone;
  bool lacks_braces_ = false;
};

// Sends bytes unchanged. `content_type` must outlive the call.
Body raw(std::string bytes, std::string_view content_type = "application/octet-stream");

// Sends the output of the source in chunks (RFC 9112, section 7.1) without buffering it. The body
// can be sent only once, because a source cannot be rewound. `content_type` must outlive the call.
Body streamed(ByteSource source, std::string_view content_type = "application/octet-stream");

}  // namespace traffic
