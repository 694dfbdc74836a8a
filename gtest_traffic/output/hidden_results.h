// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace traffic::detail {

// Hides secrets in all results that GoogleTest prints or writes, from now on and on every thread:
// failures, messages of skipped tests, traces, texts of exceptions and recorded properties. Also
// replaces bytes that are not UTF-8 and characters that XML forbids. Calling it again has no
// effect.
void hide_secrets_in_results();

}  // namespace traffic::detail
