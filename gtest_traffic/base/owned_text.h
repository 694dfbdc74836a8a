// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <string_view>
#include <type_traits>

namespace traffic::detail {

// True for the type of a string literal, as a forwarding reference deduces it.
template <class T>
inline constexpr bool kIsStringLiteral = false;
template <std::size_t N>
inline constexpr bool kIsStringLiteral<const char (&)[N]> = true;

// Owns a short text, for example the name in a matcher. Keeps a view of a string literal, and
// copies any other text into matcher_pool(). Copies share the text. Distinct objects are
// thread-safe.
class OwnedText {
 public:
  OwnedText() = default;
  template <std::size_t N>
  OwnedText(const char (&literal)[N]) : view_(literal) {}
  template <std::size_t N>
  OwnedText(char (&buffer)[N]) : OwnedText(std::string_view(buffer)) {}
  OwnedText(std::string_view text);
  template <class T>
  requires(std::convertible_to<const T&, std::string_view> && !std::is_array_v<T> &&
           !std::same_as<T, std::string_view> && !std::same_as<T, OwnedText>)
      OwnedText(const T& text)
      : OwnedText(std::string_view(text)) {}

  std::string_view view() const { return view_; }
  operator std::string_view() const { return view_; }

 private:
  std::string_view view_;
  std::shared_ptr<const void> owner_;  // null for a literal
};

}  // namespace traffic::detail
