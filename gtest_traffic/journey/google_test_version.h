// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>

namespace traffic::detail {

// Distinguishes versions of GoogleTest. GoogleTest has no version macro, so this type uses the
// layout of its classes and the signature of its registration.
template <class Registers, std::size_t... Traits>
struct GoogleTestVersion;

#ifdef GTEST_INTERNAL_CPLUSPLUS_LANG
inline constexpr std::size_t kGoogleTestGeneration = 13;  // 1.13 or newer
#else
inline constexpr std::size_t kGoogleTestGeneration = 12;
#endif

using ThisGoogleTest =
    GoogleTestVersion<decltype(&testing::internal::MakeAndRegisterTestInfo), kGoogleTestGeneration,
                      sizeof(testing::Test), sizeof(testing::TestInfo), sizeof(testing::TestSuite),
                      sizeof(testing::TestResult), sizeof(testing::TestPartResult),
                      sizeof(testing::UnitTest), sizeof(testing::AssertionResult),
                      sizeof(testing::Matcher<int>)>;

// The library defines this function only for the GoogleTest version of its own build. If the linker
// reports it as undefined, a source of the program includes another version of GoogleTest. Build
// both with the same version (see cmake.md).
template <class Version>
bool library_was_built_with_this_google_test();

template <>
bool library_was_built_with_this_google_test<ThisGoogleTest>();

inline const bool kOneGoogleTest = library_was_built_with_this_google_test<ThisGoogleTest>();

}  // namespace traffic::detail
