// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace traffic {

// Says what was wrong with an input and what to do, in one lower-case sentence.
struct Error {
  std::string message;
};

// Holds a value or the error that prevented it. Nothing on the request path throws.
template <class T>
class [[nodiscard]] Expected {
 public:
  Expected(T value) : value_(std::in_place, std::move(value)) {}
  Expected(Error error) : error_(std::move(error)) {}

  explicit operator bool() const { return value_.has_value(); }
  const T& operator*() const { return *value_; }
  T& operator*() { return *value_; }
  const T* operator->() const { return &*value_; }
  T* operator->() { return &*value_; }

  // Returns the error, an empty one beside a value.
  const Error& error() const { return error_; }

 private:
  std::optional<T> value_;  // not a variant, which takes the compiler much longer
  Error error_;
};

}  // namespace traffic
