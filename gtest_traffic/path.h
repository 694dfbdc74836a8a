// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "gtest_traffic/http/url.h"
#include "gtest_traffic/json_node.h"
#include "gtest_traffic/location.h"

namespace traffic {

// Holds one value of a URL template or a form. Views a string or JSON value without copying it.
class PathValue {
 public:
  PathValue() : text_() {}
  template <class T>
  requires std::convertible_to<const T&, std::string_view> PathValue(const T& text) : text_(text) {}
  template <std::signed_integral T>
  PathValue(T number) : kind_(Kind::kSigned), signed_(number) {}
  template <std::unsigned_integral T>
  requires(!std::same_as<T, bool>) PathValue(T number)
      : kind_(Kind::kUnsigned), unsigned_(number) {}
  template <std::same_as<bool> T>
  PathValue(T value) : text_(value ? "true" : "false") {}
  template <std::same_as<float> T>
  PathValue(T number) : kind_(Kind::kFloat), float_(number) {}
  template <std::floating_point T>
  requires(!std::same_as<T, float>) PathValue(T number)
      : kind_(Kind::kDouble), double_(static_cast<double>(number)) {}
  PathValue(const JsonNode& node) : kind_(Kind::kJson), json_(&node.value()) {}
  // A template, because a conversion to a temporary JSON value would leave a dangling pointer.
  template <std::same_as<boost::json::value> T>
  PathValue(const T& json) : kind_(Kind::kJson), json_(&json) {}

  // Appends a text in some encoding.
  using Append = void (*)(std::string& out, std::string_view text);

  // Appends the value. A JSON string is appended without quotes.
  void append_to(std::string& out, Append append = detail::append_percent_encoded) const;

  // Returns the value as text, without an encoding.
  std::string text() const;

 private:
  enum class Kind : std::uint8_t { kText, kSigned, kUnsigned, kFloat, kDouble, kJson };
  Kind kind_ = Kind::kText;
  union {
    std::string_view text_;
    std::int64_t signed_;
    std::uint64_t unsigned_;
    float float_;
    double double_;
    const boost::json::value* json_;
  };
};

// Holds the text of a template and the line that contains it.
struct PathTemplate {
  PathTemplate(const char* literal, Location at = Location::current())
      : text(literal), location(at) {}
  PathTemplate(std::string_view view, Location at = Location::current())
      : text(view), location(at) {}
  PathTemplate(const std::string& string, Location at = Location::current())
      : text(string), location(at) {}

  std::string_view text = {};
  Location location = {};
};

// Names a resource by a template whose `{}` are replaced by percent-encoded values:
// `{"/orders/{}", id}`. The template is the metric name. If it starts with `{}`, the first value is
// a URL or a path as a response contains it: `{"{}#next-page", link}`. Such a path is sent as it
// is, without the path of the base URL (RFC 3986, section 5.2.2). The text after `#` is then only
// for the metric name. Use it only as an argument: it views its values and is valid for one call.
class Path {
 public:
  static constexpr std::size_t kMaxValues = 8;

  template <class T>
  requires std::convertible_to<T, std::string_view> Path(const T& text,
                                                         Location location = Location::current())
      : template_(std::string_view(text), location) {}

  // A URL or a path as a response contains it: `http.get(page["/next"])`.
  Path(const JsonNode& link, Location location = Location::current())
      : Path(PathTemplate("{}", location), link) {}

  template <class First, class... Rest>
  requires(!std::same_as<std::remove_cvref_t<First>, Location>)
      Path(PathTemplate text, const First& first, const Rest&... rest)
      : template_(text),
        values_{PathValue(first), PathValue(rest)...},
        count_(1 + sizeof...(Rest)) {
    static_assert(1 + sizeof...(Rest) <= kMaxValues, "a URL template takes at most eight values");
  }

  std::string_view text() const { return template_.text; }
  Location location() const { return template_.location; }
  std::size_t count() const { return count_; }

  // Tells whether the first value is a URL or a path of a response.
  bool is_reference() const { return count_ > 0 && text().starts_with("{}"); }

  // Appends the template with its values. White space, control characters and non-ASCII bytes of
  // the template are percent-encoded. A missing value leaves `{}`, and a surplus value is ignored;
  // `mismatch` reports both. Allocates only when `out` grows.
  void append_to(std::string& out) const;

  // Tells whether the number of `{}` differs from the number of values.
  bool mismatch() const;

 private:
  PathTemplate template_;
  std::array<PathValue, kMaxValues> values_;
  std::size_t count_ = 0;
};

}  // namespace traffic
