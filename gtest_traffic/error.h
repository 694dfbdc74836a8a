// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace traffic {

// Describes a mistake in an input and how to correct it, in one sentence in lower case.
struct Error {
  std::string message = {};
};

// Holds a value or the error that prevented it. The request path uses it instead of exceptions.
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

  // Returns the error. The error is empty if there is a value.
  const Error& error() const { return error_; }

 private:
  std::optional<T> value_;  // not a std::variant, which compiles much more slowly
  Error error_;
};

}  // namespace traffic
