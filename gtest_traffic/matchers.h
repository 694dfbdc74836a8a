// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/match/all_of.h"
#include "gtest_traffic/match/certificate.h"
#include "gtest_traffic/match/cookie.h"
#include "gtest_traffic/match/digest.h"
#include "gtest_traffic/match/formats.h"
#include "gtest_traffic/match/golden.h"
#include "gtest_traffic/match/header.h"
#include "gtest_traffic/match/json.h"
#include "gtest_traffic/match/json_path.h"
#include "gtest_traffic/match/pattern.h"
#include "gtest_traffic/match/schema.h"
#include "gtest_traffic/match/status.h"
#include "gtest_traffic/match/text.h"
#include "gtest_traffic/match/timing.h"

namespace traffic {

// Matches a response with this status code, `StatusIs(201)`, or with a status code that a matcher
// accepts, `StatusIs(AnyOf(200, 204))`.
inline detail::StatusIsMatcher StatusIs(int status) { return detail::StatusIsMatcher(status); }
template <class M>
requires(!std::convertible_to<M, int>) detail::StatusThatMatcher<M> StatusIs(M status) {
  constexpr bool is_text = std::convertible_to<const M&, std::string_view>;
  static_assert(!is_text, "a status is a number: StatusIs(200), not StatusIs(\"200\")");
  return detail::StatusThatMatcher<M>(std::move(status));
}

// Matches a response with a status from 200 to 299.
inline detail::IsSuccessMatcher IsSuccess() { return {}; }

// Matches the value of the first header with this name against a text or a string matcher:
// `HeaderIs("Content-Type", StartsWith("text/"))`.
template <class T>
auto HeaderIs(detail::OwnedText name, T&& expected) {
  return detail::HeaderIsMatcher(std::move(name), detail::expect_text(std::forward<T>(expected)));
}

// Matches a response that has this header with any value: `HasHeader("ETag")`.
inline detail::HasHeaderMatcher<detail::AnyText> HasHeader(detail::OwnedText name) {
  return {std::move(name), detail::AnyText()};
}

// Matches a response if one of its headers with this name equals a text or matches a string
// matcher: `HasHeader("Vary", HasSubstr("Origin"))`. HeaderIs checks only the first header.
template <class T>
auto HasHeader(detail::OwnedText name, T&& expected) {
  return detail::HasHeaderMatcher(std::move(name), detail::expect_text(std::forward<T>(expected)));
}

// Matches a response that sets a cookie with this name and all of these attributes:
// `HasCookie("sid", "Secure", "SameSite=Lax")`.
template <class... Attributes>
detail::CookieMatcher<detail::AnyText, sizeof...(Attributes)> HasCookie(
    detail::OwnedText name, Attributes&&... attributes) {
  return {std::move(name), detail::AnyText(), {detail::OwnedText(attributes)...}};
}

// Matches a response that sets a cookie whose value equals a text or matches a string matcher:
// `CookieIs("theme", "dark")`.
template <class T>
auto CookieIs(detail::OwnedText name, T&& expected) {
  auto text = detail::expect_text(std::forward<T>(expected));
  return detail::CookieMatcher<decltype(text), 0>(std::move(name), std::move(text), {});
}

// Matches the whole body against a text or a string matcher: `BodyIs("pong")`, `BodyIs(IsEmpty())`.
template <class T>
auto BodyIs(T&& expected) {
  return detail::BodyIsMatcher(detail::expect_text(std::forward<T>(expected)));
}

// Matches a response whose body contains `part`: `BodyContains("PENDING")`.
inline detail::BodyContainsMatcher BodyContains(detail::OwnedText part) {
  return detail::BodyContainsMatcher(std::move(part));
}

// Matches a body by its SHA-256 digest in hexadecimal, as `sha256sum` prints it. Ignores case.
inline detail::BodySha256IsMatcher BodySha256Is(detail::OwnedText digest) {
  return detail::BodySha256IsMatcher(std::move(digest));
}

// Compares the value at a JSON Pointer with a value, `JsonAt("/id", 7)` or
// `JsonAt("/tags", {"a", "b"})`, also in a container of the standard library, or applies a
// GoogleMock matcher, `JsonAt("/items", SizeIs(3))` (see MatchedJson). Compares numbers by value.
template <class T>
auto JsonAt(detail::OwnedText pointer, T&& expected) {
  using Plain = std::remove_cvref_t<T>;
  if constexpr (detail::kIsJsonMatcher<Plain>) {
    return detail::JsonMatcher(std::move(pointer), expected.expected());
  } else if constexpr (detail::kIsStringLiteral<T&&> || std::is_arithmetic_v<Plain> ||
                       std::same_as<Plain, std::nullptr_t>) {
    return detail::JsonMatcher(std::move(pointer), detail::LiteralJson(JsonLiteral(expected)));
  } else if constexpr (std::same_as<Plain, boost::json::value> && !std::is_lvalue_reference_v<T>) {
    return detail::JsonMatcher(std::move(pointer), detail::OwnedJson(std::forward<T>(expected)));
  } else if constexpr (std::constructible_from<JsonLiteral, const Plain&>) {
    return detail::JsonMatcher(std::move(pointer), detail::OwnedJson(JsonLiteral(expected)));
  } else {
    return detail::JsonMatcher(std::move(pointer),
                               detail::MatchedJson<std::decay_t<T>>(std::forward<T>(expected)));
  }
}
inline detail::JsonMatcher<detail::OwnedJson> JsonAt(detail::OwnedText pointer,
                                                     std::initializer_list<JsonLiteral> expected) {
  return {std::move(pointer), detail::OwnedJson(JsonLiteral(expected))};
}

// Matches the whole body as JSON, without regard to formatting:
// `JsonEq({{"id", 7}, {"tags", {"a"}}})`, a JSON value, or JSON text, `JsonEq(R"({"id":7})")`. On a
// mismatch, lists the differences by path.
inline detail::JsonMatcher<detail::OwnedJson> JsonEq(std::initializer_list<JsonLiteral> expected) {
  return {{}, detail::OwnedJson(JsonLiteral(expected))};
}
template <class T>
auto JsonEq(T&& expected) {
  if constexpr (detail::TextArgument<std::remove_cvref_t<T>>) {
    return detail::JsonMatcher({}, detail::OwnedJson::parse(expected));
  } else {
    return JsonAt({}, std::forward<T>(expected));
  }
}
template <class T, std::size_t... N>
requires(sizeof...(N) >
         0) detail::JsonMatcher<detail::RuledJson> JsonEq(const T& expected,
                                                          const JsonRules<N>&... rules) {
  return {{},
          detail::ruled_json(detail::owned_json(expected), detail::JsonExtent::kWhole, rules...)};
}

// Matches like JsonEq, except for the differences that rules allow: `JsonEq(order, ignoring("/id",
// "/items/*/at"), unordered("/items"), near("/price", 0.01))`.
template <std::size_t... N>
requires(sizeof...(N) > 0) detail::JsonMatcher<detail::RuledJson> JsonEq(
    std::initializer_list<JsonLiteral> expected, const JsonRules<N>&... rules) {
  return {{},
          detail::ruled_json(detail::OwnedJson(JsonLiteral(expected)), detail::JsonExtent::kWhole,
                             rules...)};
}

// Matches a body that contains at least the expected content. Ignores additional fields, additional
// items and the order of items. Takes the arguments of JsonEq, and rules.
template <std::size_t... N>
detail::JsonMatcher<detail::RuledJson> JsonContains(std::initializer_list<JsonLiteral> expected,
                                                    const JsonRules<N>&... rules) {
  return {{},
          detail::ruled_json(detail::OwnedJson(JsonLiteral(expected)), detail::JsonExtent::kPart,
                             rules...)};
}
template <class T, std::size_t... N>
detail::JsonMatcher<detail::RuledJson> JsonContains(const T& expected,
                                                    const JsonRules<N>&... rules) {
  return {{},
          detail::ruled_json(detail::owned_json(expected), detail::JsonExtent::kPart, rules...)};
}

// Matches a number at a JSON Pointer that differs from `expected` by at most `tolerance`.
inline detail::JsonMatcher<detail::NearNumber> JsonNear(detail::OwnedText pointer, double expected,
                                                        double tolerance) {
  return {std::move(pointer), detail::NearNumber(expected, tolerance)};
}

// Matches the nodes of a JSONPath query (RFC 9535) as a container of values:
// `JsonPath("$.items[?@.price<10].sku", Each(StartsWith("B")))`. Compares values as JsonAt does.
template <class M>
detail::JsonPathMatcher<detail::MatchedNodes<std::decay_t<M>>> JsonPath(
    std::string_view path, M&& matcher, Location where = Location::current()) {
  return {detail::CompiledPath(path, where),
          detail::MatchedNodes<std::decay_t<M>>(std::forward<M>(matcher))};
}

// Matches if the query selects exactly one node and this node meets the expectation. Takes the
// expectations of JsonAt: a value, `{1, 2}`, or a matcher, as in
// `JsonPathIs("$.items[?@.sku=='B1'].price", Lt(10))`.
template <class T>
auto JsonPathIs(std::string_view path, T&& expected, Location where = Location::current()) {
  auto only = JsonAt({}, std::forward<T>(expected)).expected();
  return detail::JsonPathMatcher<detail::OnlyNode<decltype(only)>>(
      detail::CompiledPath(path, where), detail::OnlyNode(std::move(only)));
}
inline detail::JsonPathMatcher<detail::OnlyNode<detail::OwnedJson>> JsonPathIs(
    std::string_view path, std::initializer_list<JsonLiteral> expected,
    Location where = Location::current()) {
  return {detail::CompiledPath(path, where),
          detail::OnlyNode(detail::OwnedJson(JsonLiteral(expected)))};
}

// Matches JSON in which the query selects nothing: `HasNoJsonPath("$..error")`.
inline detail::JsonPathMatcher<detail::NoNode> HasNoJsonPath(std::string_view path,
                                                             Location where = Location::current()) {
  return {detail::CompiledPath(path, where), detail::NoNode()};
}

// Matches the whole body against a JSON Schema. Keep the schema in a static variable, so that it is
// compiled once: `static const auto kOrder = Schema::parse(R"({…})");`. A schema that is a variable
// must outlive the matcher. A temporary schema becomes a part of the matcher.
detail::SchemaMatcher MatchesSchema(const Schema& schema, Location where = Location::current());
detail::SchemaMatcher MatchesSchema(Schema&& schema, Location where = Location::current());
detail::SchemaMatcher MatchesSchema(const Expected<Schema>& schema,
                                    Location where = Location::current());
detail::SchemaMatcher MatchesSchema(Expected<Schema>&& schema,
                                    Location where = Location::current());

// Compiles a schema from JSON text once for each distinct text and thread. Each later lookup still
// reads the whole text.
detail::SchemaMatcher MatchesSchema(std::string_view text, Location where = Location::current());
inline detail::SchemaMatcher MatchesSchema(const char* text, Location where = Location::current()) {
  return MatchesSchema(std::string_view(text), where);
}
inline detail::SchemaMatcher MatchesSchema(const std::string& text,
                                           Location where = Location::current()) {
  return MatchesSchema(std::string_view(text), where);
}

// Compiles a schema from a JSON value in each call.
detail::SchemaMatcher MatchesSchema(const boost::json::value& schema,
                                    Location where = Location::current());

// Replaces the values at these paths by `***` in a golden file, so that each run may have others:
// `MatchesGolden("order.json", masked("/id"))`. A path has the form of a path of `ignoring`.
template <class... Paths>
detail::GoldenMask masked(const Paths&... paths) {
  return {{std::string(paths)...}};
}

// Matches the body against the file `golden/<name>` beside the test. Compares a file whose name
// ends in `.json` as JSON, any other file byte by byte. Stores masked fields and secrets as `***`.
// Fails if the file is missing; --traffic_update_golden=missing or =all writes it.
inline detail::MatchesGoldenMatcher MatchesGolden(std::string_view name,
                                                  const detail::GoldenMask& mask = {},
                                                  Location location = Location::current()) {
  return {name, mask, location};
}

// Match a text, as a whole or in part, against a regular expression. The syntax is that of
// JavaScript and JSON Schema (ECMA-262 with Unicode). Each thread compiles an expression once. A
// search that takes too long does not match, and the explanation reports it.
inline detail::TextCheck<detail::PatternTest> MatchesPattern(std::string_view expression) {
  return detail::TextCheck<detail::PatternTest>(std::in_place, expression,
                                                detail::PatternTest::Part::kWhole);
}
inline detail::TextCheck<detail::PatternTest> ContainsPattern(std::string_view expression) {
  return detail::TextCheck<detail::PatternTest>(std::in_place, expression,
                                                detail::PatternTest::Part::kAny);
}

// Match a text, a JSON string, a header or a body by its format: `JsonAt("/id", IsUuid())`.
detail::TextCheck<detail::FormatTest> IsUuid();  // RFC 9562, any version, upper or lower case
detail::TextCheck<detail::FormatTest> IsUrl();   // absolute, with a scheme and a host (RFC 3986)
detail::TextCheck<detail::FormatTest> IsDate();  // an existing day: `2026-03-14`
detail::TextCheck<detail::FormatTest> IsTimestamp();  // RFC 3339: `2026-03-14T15:09:26Z`

// Matches an RFC 3339 timestamp that is at most `tolerance` before or after `of`.
detail::TextCheck<detail::WithinTest> IsWithin(Duration tolerance, WallTime of);

// Matches a response whose last attempt, including the connection set-up and all redirects before
// it, took at most `limit`.
inline detail::RespondsWithinMatcher RespondsWithin(Duration limit) {
  return detail::RespondsWithinMatcher(limit);
}

// Matches a response if the server's certificate stays valid for at least `at_least`:
// `CertificateValidFor(std::chrono::days(14))`. A response without TLS never matches.
inline detail::CertificateValidForMatcher CertificateValidFor(std::chrono::seconds at_least) {
  return detail::CertificateValidForMatcher(at_least);
}

// These functions replace those of GoogleMock if all arguments are response matchers. They do not
// allocate, and the failure names the expected and the actual value once. They take the same
// parameters as GoogleMock's functions but are more constrained, so that overload resolution
// chooses them even with `using namespace testing`.
template <typename... Args>
requires(sizeof...(Args) > 0 &&
         (detail::ResponseMatcher<Args> &&
          ...)) detail::AllOfMatcher<Args...> AllOf(const Args&... matchers) {
  return detail::AllOfMatcher<Args...>(matchers...);
}
template <typename... Args>
requires(sizeof...(Args) > 0 &&
         (detail::ResponseMatcher<Args> &&
          ...)) detail::AnyOfMatcher<Args...> AnyOf(const Args&... matchers) {
  return detail::AnyOfMatcher<Args...>(matchers...);
}
template <typename InnerMatcher>
requires detail::ResponseMatcher<InnerMatcher> detail::NotMatcher<InnerMatcher> Not(
    InnerMatcher matcher) {
  return detail::NotMatcher<InnerMatcher>(std::move(matcher));
}

}  // namespace traffic
