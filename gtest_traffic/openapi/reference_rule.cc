// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/openapi/reference_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "gtest_traffic/http/url.h"
#include "gtest_traffic/openapi/uri.h"

namespace traffic::openapi {
namespace {

namespace fs = std::filesystem;

// Resolves symbolic links before the comparison, so a link to a file outside of the folder is
// refused.
bool is_below(const fs::path& folder, const fs::path& file) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(file, error);
  if (error) return false;
  const fs::path top = fs::weakly_canonical(folder, error);
  return !error &&
         std::mismatch(top.begin(), top.end(), whole.begin(), whole.end()).first == top.end();
}

std::optional<Error> refuse_file(const std::string& root, const std::string& from,
                                 const fs::path& file) {
  const auto start = path_of(root);
  if (!start || !path_of(from)) {
    return Error{fmt::format("the document comes from a URL, so it must not refer to the file {}",
                             file.string())};
  }
  if (is_below(start->parent_path(), file)) return std::nullopt;
  return Error{fmt::format("the file {} is outside of the folder {} of the root document",
                           file.string(), start->parent_path().string())};
}

}  // namespace

std::optional<Error> ReferenceRule::refuse(const std::string& from, const std::string& to) const {
  if (const auto file = path_of(to)) return refuse_file(root, from, *file);
  const std::string origin = origin_of(to);
  if (origin.empty()) {
    return Error{fmt::format("expected a file or an http URL, got '{}'", to)};
  }
  detail::Url url;
  detail::read_url(to, url);
  if (url.origin.host.starts_with("169.254.")) {
    return Error{fmt::format("the link-local address {} is never used", url.origin.host)};
  }
  const bool allowed =
      origin == origin_of(root) ||
      std::find(allowed_origins.begin(), allowed_origins.end(), origin) != allowed_origins.end();
  if (allowed) return std::nullopt;
  return Error{
      fmt::format("the URL {} has another origin than the root document; list {} under "
                  "'allowed_origins' to allow it",
                  to, origin)};
}

}  // namespace traffic::openapi
