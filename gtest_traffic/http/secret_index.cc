// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/secret_index.h"

#include <algorithm>
#include <utility>

#include "gtest_traffic/http/escaped_text.h"

namespace traffic::detail {

void SecretIndex::add(std::string variable, const std::string& value) {
  const bool known = std::any_of(secrets_.begin(), secrets_.end(), [&](const Secret& secret) {
    return secret.value.value() == value;
  });
  if (known) return;
  const Secret& secret = secrets_.emplace_back(Secret{std::move(variable), SecretValue(value)});
  for (const SecretEncoding encoding : kSecretEncodings) {
    for (std::size_t c = 0; c < starts_.size(); ++c) {
      if (secret.value.fits(encoding, 0, static_cast<char>(c)))
        starts_[c].push_back({&secret, encoding});
    }
  }
}

struct SecretIndex::Search {
  std::string_view text;
  std::vector<SecretSpan>& spans;
  SecretValue::Tried tried = {};
};

void SecretIndex::find(std::string_view text, std::vector<SecretSpan>& spans) const {
  if (secrets_.empty()) return;
  Search search{text, spans};
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char literal = text[at];
    find_at(at, literal, search);
    if (!starts_escape(literal)) continue;
    std::string tried(1, literal);
    for (int layers = 1; layers <= kEscapeLayers; ++layers) {
      const char first = read_escaped(text, at, layers).bytes[0];
      if (tried.find(first) != std::string::npos) continue;
      tried += first;
      find_at(at, first, search);
    }
  }
}

void SecretIndex::find_at(std::size_t at, char first, Search& search) const {
  for (const auto& [secret, encoding] : starts_[static_cast<unsigned char>(first)]) {
    const std::size_t end = secret->value.end(encoding, search.text, at, search.tried);
    if (end != std::string_view::npos) search.spans.push_back({at, end, secret->variable});
  }
}

}  // namespace traffic::detail
