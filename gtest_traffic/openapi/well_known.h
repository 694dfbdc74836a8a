// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace traffic::openapi {

// Paths of descriptions, the most frequent first.
inline constexpr std::array<std::string_view, 14> kDocumentPaths{"/openapi.json",
                                                                 "/docs/openapi.json",
                                                                 "/swagger.json",
                                                                 "/v3/api-docs",
                                                                 "/v2/api-docs",
                                                                 "/openapi.yaml",
                                                                 "/swagger/v1/swagger.json",
                                                                 "/api-docs",
                                                                 "/swagger.yaml",
                                                                 "/openapi.yml",
                                                                 "/docs/swagger.json",
                                                                 "/openapi/v1.json",
                                                                 "/.well-known/openapi.json",
                                                                 "/.well-known/openapi.yaml"};

// How many of them are tried under a prefix that is only a guess.
inline constexpr std::size_t kFrequentPaths = 4;

// Prefixes that are tried without any hint.
inline constexpr std::array<std::string_view, 5> kUsualPrefixes{"/api", "/api/v1", "/v1", "/api/v2",
                                                                "/v2"};

// Pages that show a description and name its URL.
inline constexpr std::array<std::string_view, 7> kPages{
    "/docs", "/redoc", "/swagger-ui/index.html", "/swagger-ui.html", "/swagger", "/api/docs", "/"};

// Lists of services, of documents or of both.
inline constexpr std::array<std::string_view, 6> kLists{
    "/gateway/services",           "/services",          "/.well-known/api-catalog",
    "/v3/api-docs/swagger-config", "/swagger-resources", "/apis"};

}  // namespace traffic::openapi
