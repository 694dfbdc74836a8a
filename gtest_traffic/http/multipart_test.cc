// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/multipart.h"

#include <gmock/gmock.h>

namespace traffic::detail {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

std::string bytes(const Body& body) {
  std::string out;
  body.append_to(out);
  return out;
}

std::string boundary(const Body& body) {
  const std::string type(body.content_type());
  return type.substr(type.find('=') + 1);
}

TEST(MultipartTest, WritesFieldsAndFilesInMemory) {
  const Body body =
      multipart({{"title", "Holidays"},
                 {"year", 2024},
                 {"list", file_of("a,b\r\n", {.name = "list.csv", .type = "text/csv"})}});
  const std::string line = "--" + boundary(body);
  EXPECT_EQ(bytes(body),
            line + "\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nHolidays\r\n" + line +
                "\r\nContent-Disposition: form-data; name=\"year\"\r\n\r\n2024\r\n" + line +
                "\r\nContent-Disposition: form-data; name=\"list\"; filename=\"list.csv\"\r\n"
                "Content-Type: text/csv\r\n\r\na,b\r\n\r\n" +
                line + "--\r\n");
  EXPECT_THAT(body.content_type(), StartsWith("multipart/form-data; boundary="));
  EXPECT_TRUE(body.pieces().empty());
}

TEST(MultipartTest, KeepsFilesOnDiskAsPieces) {
  const Body body =
      multipart({{"photo", file("some/where/beach.jpg", {.type = "image/jpeg"})}, {"note", "x"}});
  ASSERT_THAT(body.pieces(), SizeIs(3));
  EXPECT_THAT(body.pieces()[0].bytes, HasSubstr("filename=\"beach.jpg\"\r\nContent-Type: image/"));
  EXPECT_EQ(body.pieces()[1].path, "some/where/beach.jpg");
  EXPECT_THAT(body.pieces()[2].bytes, StartsWith("\r\n--" + boundary(body)));
  EXPECT_THAT(bytes(body), HasSubstr("\r\n\r\n<file some/where/beach.jpg>\r\n--"));
}

TEST(MultipartTest, PartsCanHaveContentTypeWithoutFileName) {
  const Body body = multipart({{"meta", {{"title", "Holidays"}, {"price", 49}}},
                               {"list", {1, 2}},
                               {"note", raw("x", "text/x\r\nX: y")},
                               {"cost", 49.99}});
  const std::string line = "--" + boundary(body);
  EXPECT_EQ(bytes(body),
            line +
                "\r\nContent-Disposition: form-data; name=\"meta\"\r\n"
                "Content-Type: application/json\r\n\r\n{\"title\":\"Holidays\",\"price\":49}\r\n" +
                line +
                "\r\nContent-Disposition: form-data; name=\"list\"\r\n"
                "Content-Type: application/json\r\n\r\n[1,2]\r\n" +
                line +
                "\r\nContent-Disposition: form-data; name=\"note\"\r\n"
                "Content-Type: text/x  X: y\r\n\r\nx\r\n" +
                line + "\r\nContent-Disposition: form-data; name=\"cost\"\r\n\r\n49.99\r\n" + line +
                "--\r\n");
}

TEST(MultipartTest, PartCanBeStreamed) {
  const Body body =
      multipart({{"lines", streamed([](std::span<char>) { return std::size_t{0}; })}});
  ASSERT_THAT(body.pieces(), SizeIs(3));
  EXPECT_THAT(body.pieces()[0].bytes, testing::EndsWith("octet-stream\r\n\r\n"));
  EXPECT_NE(body.pieces()[1].source, nullptr);
}

TEST(MultipartTest, EscapesNamesAgainstHeaderInjection) {
  const Body body = multipart(
      {{"a\"; b=\"c\r\nX: y", file_of("", {.name = "q\"\n\\é.txt", .type = "a/b\r\nX: y"})}});
  EXPECT_THAT(bytes(body), HasSubstr("name=\"a%22; b=%22c%0D%0AX: y\"; filename=\"q%22%0A\\é.txt\""
                                     "\r\nContent-Type: a/b  X: y\r\n\r\n"));
  EXPECT_THAT(bytes(body), Not(HasSubstr("\nX: y")));
}

TEST(MultipartTest, UsesNewBoundaryPerBody) {
  const Body one = multipart({{"a", 1}});
  const Body other = multipart({{"a", 1}});
  EXPECT_NE(one.content_type(), other.content_type());
  EXPECT_LE(boundary(one).size(), 70U);  // RFC 2046, section 5.1.1
}

TEST(MultipartTest, WritesOnlyClosingBoundaryWhenEmpty) {
  const Body body = multipart({});
  EXPECT_EQ(bytes(body), "--" + boundary(body) + "--\r\n");
}

}  // namespace
}  // namespace traffic::detail
