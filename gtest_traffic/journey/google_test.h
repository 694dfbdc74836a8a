// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>

namespace traffic::internal {

// Tells one version of GoogleTest from another: it has no macro for its version, so by what it lays
// out, and how it registers a test.
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

// Is defined by the library for the GoogleTest that it was built with, and for no other. Where the
// linker misses it, a source of the program includes another GoogleTest than the library did: build
// both with one (see cmake.md).
template <class Version>
bool library_was_built_with_this_google_test();

template <>
bool library_was_built_with_this_google_test<ThisGoogleTest>();

inline const bool kOneGoogleTest = library_was_built_with_this_google_test<ThisGoogleTest>();

}  // namespace traffic::internal
