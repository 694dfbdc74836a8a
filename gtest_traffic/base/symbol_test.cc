// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/symbol.h"

#include <gmock/gmock.h>

#include <cstdlib>

namespace traffic::detail {
namespace {

// The function is static, so no dynamic symbol names it.
[[gnu::noinline]] static int some_function_of_the_test(int x) { return x * 2; }

TEST(SymbolAtTest, NamesLocalFunction) {
  EXPECT_THAT(symbol_at(reinterpret_cast<const void*>(&some_function_of_the_test)),
              testing::AllOf(testing::HasSubstr("some_function_of_the_test(int)+0x0 ("),
                             testing::HasSubstr("+0x")));
}

TEST(SymbolAtTest, NamesLibraryFunction) {
  EXPECT_THAT(symbol_at(reinterpret_cast<const void*>(&std::getenv)), testing::HasSubstr("+0x"));
}

TEST(SymbolAtTest, ReturnsAddressOutsideCode) {
  int local = 0;
  EXPECT_THAT(symbol_at(&local), testing::StartsWith("0x"));
}

}  // namespace
}  // namespace traffic::detail
