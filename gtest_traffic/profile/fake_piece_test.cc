// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/profile/fake_piece.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using testing::HasSubstr;

std::string fake_text(std::string_view call) {
  const auto piece = fake_piece(call);
  if (!piece) return piece.error().message;
  Fake fake(1);
  return piece->generator(fake, piece->low, piece->high).text;
}

TEST(FakePieceTest, KeepsBounds) {
  EXPECT_EQ(fake_text("number(3, 3)"), "3");
  EXPECT_EQ(fake_text("amount( 5 ,5)"), "5.00");
  EXPECT_THAT(fake_text("email"), HasSubstr("@example.com"));
}

TEST(FakePieceTest, ReportsWrongCalls) {
  EXPECT_THAT(fake_text("emial"), HasSubstr("did you mean 'email'?"));
  EXPECT_THAT(fake_text("email(1, 2)"), HasSubstr("'fake.email' takes no bounds"));
  for (const char* const call : {"number", "number(1)", "number(9, 1)", "number(1, x)"}) {
    EXPECT_THAT(fake_text(call), HasSubstr("the lower one first")) << call;
  }
}

}  // namespace
}  // namespace traffic::detail
